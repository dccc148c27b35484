import { Injectable } from '@nestjs/common';
import { ConflictError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import { newHexId } from '../kernel/ids.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant, type Role } from '../kernel/role.js';
import { AuditService } from '../audit/audit.service.js';
import { Keyring } from '../crypto/keyring.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import { announce, type Tx } from '../database/transactions.js';
import { UserNotFoundError } from './tenants.errors.js';
import { TenantsRepository, type MemberRow, type MembershipRow } from './tenants.repository.js';
import type { Tenant } from './tenant.entity.js';
import { UsersRepository } from './users.repository.js';

/** Names repeat, but not so often. */
const MOST_NAMED = 10_000;

/** Who belongs to which tenant, and as what. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly tenants: TenantsRepository,
    private readonly users: UsersRepository,
    private readonly keyring: Keyring,
    private readonly audit: AuditService,
  ) {}

  /** The tenants of the caller; for a key, the one it is bound to. */
  async listMine(caller: Principal): Promise<MembershipRow[]> {
    const all = await this.systemDb.run("list a user's tenants", (tx) => this.tenants.listOfUser(tx, caller.userId));
    return caller.kind === 'session' ? all : all.filter(({ tenantId }) => tenantId === caller.tenantId);
  }

  find(id: string): Promise<Tenant | null> {
    return this.tenantDb.run(id, (tx) => this.tenants.find(tx, id));
  }

  /** All tenants of the instance with one of the ids or names. Who may see them is for the caller to ask. */
  listNamed(ids: readonly string[], names: readonly string[]): Promise<Tenant[]> {
    return this.systemDb.run('find tenants by name', (tx) => this.tenants.listNamed(tx, ids, names, MOST_NAMED));
  }

  /** Holds tenants and who belongs to them as they are, until the transaction ends. */
  holdWithin(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.tenants.lockSeveral(tx, ids);
  }

  /** The name of each; those that are gone are left out. */
  async namesWithin(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.tenants.listNames(tx, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  }

  /** Null when the user is no member. */
  async roleOf(userId: string, tenantId: string): Promise<Role | null> {
    const membership = await this.tenantDb.run(tenantId, (tx) => this.tenants.findMembership(tx, tenantId, userId));
    return membership?.role ?? null;
  }

  /**
   * A tenant beside those that users have of their own. For administrators.
   * @param ownerEmail null for the caller
   * @throws UserNotFoundError
   */
  create(caller: Principal, name: string, ownerEmail: string | null): Promise<Tenant> {
    return this.systemDb.run('create a tenant', async (tx) => {
      const owner = ownerEmail === null ? await this.users.find(tx, caller.userId) : await this.users.findByEmail(tx, ownerEmail); // prettier-ignore
      if (!owner) throw new UserNotFoundError(ownerEmail ?? caller.userId);
      const id = newHexId();
      await this.tenants.insert(tx, id, name);
      await this.keyring.addTenant(tx, id);
      await this.tenants.setRole(tx, id, owner.id, 'owner');
      await this.touchUser(tx, owner.id);
      await this.recordOfTenant(tx, caller, 'tenant.created', id, { name, owner: owner.id });
      return this.tenants.get(tx, id);
    });
  }

  /** For its owners, and administrators. */
  rename(caller: Principal, tenantId: string, name: string): Promise<Tenant> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.tenants.lock(tx, tenantId);
      const mine = await this.getMyRole(tx, caller, tenantId);
      if (mine !== 'owner') throw new ForbiddenError('Only an owner may rename this tenant');
      await this.tenants.rename(tx, tenantId, name);
      await this.recordOfTenant(tx, caller, 'tenant.renamed', tenantId, { name });
      return this.tenants.get(tx, tenantId);
    });
  }

  listMembers(caller: Principal, tenantId: string): Promise<MemberRow[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.getMyRole(tx, caller, tenantId);
      return this.tenants.listMembers(tx, tenantId);
    });
  }

  addMember(caller: Principal, tenantId: string, email: string, role: Role): Promise<MemberRow> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.lockForChange(tx, caller, tenantId, [role]);
      const user = await this.users.findByEmail(tx, email);
      if (!user) throw new UserNotFoundError(email);
      if (await this.tenants.findMembership(tx, tenantId, user.id)) {
        throw new ConflictError(`'${email}' is a member of this tenant already`);
      }
      return this.setRole(tx, caller, tenantId, user.id, role, 'member.added');
    });
  }

  changeRole(caller: Principal, tenantId: string, userId: string, role: Role): Promise<MemberRow> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const former = await this.lockMember(tx, caller, tenantId, userId, [role]);
      if (former === 'owner' && role !== 'owner') await this.keepAnOwner(tx, tenantId);
      return this.setRole(tx, caller, tenantId, userId, role, 'member.role-changed');
    });
  }

  removeMember(caller: Principal, tenantId: string, userId: string): Promise<void> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const former = await this.lockMember(tx, caller, tenantId, userId, []);
      if (userId === tenantId) throw new ConflictError("A user can't be removed from their own tenant");
      if (former === 'owner') await this.keepAnOwner(tx, tenantId);
      await this.tenants.removeMember(tx, tenantId, userId);
      await this.touchUser(tx, userId);
      await this.record(tx, caller, 'member.removed', tenantId, userId);
    });
  }

  /**
   * Administrators are owners everywhere: a tenant whose last owner is gone is not lost.
   * @throws NotFoundError for somebody else's tenant: whether it exists is none of the caller's business
   */
  private async getMyRole(tx: Tx, caller: Principal, tenantId: string): Promise<Role> {
    if (actsAsAdministrator(caller) && (await this.tenants.find(tx, tenantId))) return 'owner';
    const membership = await this.tenants.findMembership(tx, tenantId, caller.userId);
    if (!membership) throw new NotFoundError(`Tenant '${tenantId}' not found`);
    return membership.role;
  }

  private async lockForChange(tx: Tx, caller: Principal, tenantId: string, roles: readonly Role[]): Promise<void> {
    await this.tenants.lock(tx, tenantId);
    const mine = await this.getMyRole(tx, caller, tenantId);
    if (!managesTenant(mine)) throw new ForbiddenError(`Role ${mine} may not manage the members of this tenant`);
    if (mine !== 'owner' && roles.includes('owner')) throw new ForbiddenError('Only an owner may manage owners');
  }

  private async lockMember(tx: Tx, caller: Principal, tenantId: string, userId: string, roles: Role[]): Promise<Role> {
    await this.lockForChange(tx, caller, tenantId, roles);
    const membership = await this.tenants.findMembership(tx, tenantId, userId);
    if (!membership) throw new NotFoundError(`User '${userId}' is no member of this tenant`);
    await this.lockForChange(tx, caller, tenantId, [membership.role]);
    return membership.role;
  }

  private async keepAnOwner(tx: Tx, tenantId: string): Promise<void> {
    if ((await this.tenants.countOwners(tx, tenantId)) === 1)
      throw new ConflictError("The last owner can't be removed");
  }

  private async setRole(
    tx: Tx,
    caller: Principal,
    tenantId: string,
    userId: string,
    role: Role,
    action: string,
  ): Promise<MemberRow> {
    await this.tenants.setRole(tx, tenantId, userId, role);
    await this.touchUser(tx, userId);
    await this.record(tx, caller, action, tenantId, userId, { role });
    const members = await this.tenants.listMembers(tx, tenantId);
    const member = members.find((row) => row.userId === userId);
    if (!member) throw new NotFoundError(`User '${userId}' is no member of this tenant`);
    return member;
  }

  /** Snapshots of the user's sessions and keys carry memberships. */
  private async touchUser(tx: Tx, userId: string): Promise<void> {
    await announce(tx, { kind: 'user', id: userId, version: await this.users.change(tx, userId, {}) });
  }

  private recordOfTenant(tx: Tx, actor: Principal, action: string, tenantId: string, details: object): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `tenant:${tenantId}`, tenantId, details: { ...details } });
  }

  private record(
    tx: Tx,
    actor: Principal,
    action: string,
    tenantId: string,
    userId: string,
    details = {},
  ): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `user:${userId}`, tenantId, details });
  }
}
