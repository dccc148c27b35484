import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { NotFoundError } from '../kernel/app-error.js';
import type { Role } from '../kernel/role.js';
import type { Tx } from '../database/transactions.js';
import { Membership } from './membership.entity.js';
import { Tenant } from './tenant.entity.js';

export interface MembershipRow {
  tenantId: string;
  tenantName: string;
  role: Role;
}

export interface MemberRow {
  userId: string;
  email: string;
  nickname: string;
  isActive: boolean;
  role: Role;
  since: Date;
}

/** Tenants and who belongs to them. */
@Injectable()
export class TenantsRepository {
  async insert(tx: Tx, id: string, name: string): Promise<void> {
    await tx.insert(Tenant, { id, name });
  }

  find(tx: Tx, id: string): Promise<Tenant | null> {
    return tx.findOneBy(Tenant, { id });
  }

  /** @throws NotFoundError */
  async get(tx: Tx, id: string): Promise<Tenant> {
    const tenant = await this.find(tx, id);
    if (!tenant) throw new NotFoundError(`Tenant '${id}' not found`);
    return tenant;
  }

  async rename(tx: Tx, id: string, name: string): Promise<void> {
    await tx.update(Tenant, { id }, { name });
  }

  listNames(tx: Tx, ids: readonly string[]): Promise<Pick<Tenant, 'id' | 'name'>[]> {
    return tx.find(Tenant, { where: { id: In(ids) }, select: { id: true, name: true } });
  }

  /** Those with one of the ids or one of the names, up to a bound. */
  listNamed(tx: Tx, ids: readonly string[], names: readonly string[], bound: number): Promise<Tenant[]> {
    return tx
      .createQueryBuilder(Tenant, 't')
      .where('t.id = ANY (:ids) OR t.name = ANY (:names)', { ids, names })
      .orderBy('t.created_at')
      .addOrderBy('t.id')
      .take(bound)
      .getMany();
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.delete(Tenant, { id });
  }

  listOfUser(tx: Tx, userId: string): Promise<MembershipRow[]> {
    return tx.query<MembershipRow[]>(
      `SELECT t.id AS "tenantId", t.name AS "tenantName", m.role
       FROM memberships m JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = $1 ORDER BY m.created_at, t.id`,
      [userId],
    );
  }

  listMembers(tx: Tx, tenantId: string): Promise<MemberRow[]> {
    return tx.query<MemberRow[]>(
      `SELECT u.id AS "userId", u.email, u.nickname, u.is_active AS "isActive", m.role, m.created_at AS since
       FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 ORDER BY m.created_at, u.id`,
      [tenantId],
    );
  }

  findMembership(tx: Tx, tenantId: string, userId: string): Promise<Membership | null> {
    return tx.findOneBy(Membership, { tenantId, userId });
  }

  async setRole(tx: Tx, tenantId: string, userId: string, role: Role): Promise<void> {
    await tx.upsert(Membership, { tenantId, userId, role }, ['tenantId', 'userId']);
  }

  async removeMember(tx: Tx, tenantId: string, userId: string): Promise<void> {
    await tx.delete(Membership, { tenantId, userId });
  }

  countOtherMembers(tx: Tx, tenantId: string, userId: string): Promise<number> {
    return tx.countBy(Membership, { tenantId, userId: Not(userId) });
  }

  countOwners(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(Membership, { tenantId, role: 'owner' });
  }

  /**
   * Locks the tenant's row, so that two changes of its members can't both see the last owner. Whatever else is added to
   * the tenant meanwhile does not wait.
   */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await tx.query('SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE', [tenantId]);
  }

  /** As {@link lock}, in one order for all. */
  async lockSeveral(tx: Tx, ids: readonly string[]): Promise<void> {
    for (const id of [...ids].sort()) await this.lock(tx, id);
  }
}
