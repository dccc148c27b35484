import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { violatesUnique } from '../database/unique-violation.js';
import type { Placed, SortedPlace } from '../http/sorted-page.js';
import { readByTime } from '../http/time-ordered-page.js';
import { Limit, LimitMeter } from './limit.entities.js';
import { LimitExistsError } from './limits.errors.js';

/** Which limits a caller may see: of the tenant and all its keys, or besides the tenant's of one user's keys alone. */
export interface LimitReach {
  tenantId: string;
  userId?: string;
}

/** What a limit is set on: a key, or the tenant as a whole. */
export interface LimitSubject {
  keyId: string | null;
}

/** What has become of a meter's amount in the window that holds now. */
export interface MeterState {
  meterId: string;
  windowStart: Date;
  /** To all processes: what is used, and what they hold. */
  granted: string;
  spent: string;
  reserved: string;
}

const OWN_KEYS =
  'l.key_id IS NULL OR EXISTS (SELECT 1 FROM api_keys k WHERE k.tenant_id = l.tenant_id AND k.id = l.key_id AND k.user_id = :userId)';

/** A tenant's limits and what they count. */
@Injectable()
export class LimitsRepository {
  /** @throws LimitExistsError */
  async insert(tx: Tx, limit: Limit, meters: readonly LimitMeter[]): Promise<void> {
    try {
      await tx.insert(Limit, limit);
    } catch (error) {
      throw violatesUnique(error, 'limits_subject_idx') ? new LimitExistsError() : error;
    }
    await tx.insert(LimitMeter, [...meters]);
  }

  /** Locked until the transaction ends. */
  findForUpdate(tx: Tx, tenantId: string, id: string): Promise<Limit | null> {
    return tx.findOne(Limit, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whose a limit is: for those to whom every tenant's are open. */
  async findTenantOf(tx: Tx, id: string): Promise<string | null> {
    const limit = await tx.findOne(Limit, { where: { id }, select: { id: true, tenantId: true } });
    return limit?.tenantId ?? null;
  }

  /** Whose a key is, for the same. */
  async findTenantOfKey(tx: Tx, keyId: string): Promise<string | null> {
    const [key] = await tx.query<{ tenant_id: string }[]>('SELECT tenant_id FROM api_keys WHERE id = $1', [keyId]);
    return key?.tenant_id ?? null;
  }

  async find(tx: Tx, reach: LimitReach, id: string): Promise<Limit | null> {
    return this.reachable(tx, reach).andWhere('l.id = :id', { id }).getOne();
  }

  /** The newest first; one more than the limit comes back when there are more. @param subject null for all */
  listPage(
    tx: Tx,
    reach: LimitReach,
    subject: LimitSubject | null,
    page: { limit: number; after: SortedPlace | null },
  ): Promise<Placed<Limit>[]> {
    const query = this.reachable(tx, reach);
    if (subject?.keyId === null) query.andWhere('l.key_id IS NULL');
    else if (subject) query.andWhere('l.key_id = :keyId', { keyId: subject.keyId });
    const order = { time: 'l.created_at', id: 'l.id', idAfter: 'CAST(:id AS uuid)', isDescending: true };
    return readByTime(query, { ...order, ...page });
  }

  /** The tenant's, and the key's. */
  listOf(tx: Tx, tenantId: string, keyId: string | null): Promise<Limit[]> {
    const query = tx.createQueryBuilder(Limit, 'l').where('l.tenant_id = :tenantId', { tenantId });
    query.andWhere(keyId === null ? 'l.key_id IS NULL' : '(l.key_id IS NULL OR l.key_id = :keyId)', { keyId });
    return query.orderBy('l.created_at').addOrderBy('l.id').getMany();
  }

  /** The key's; without one the tenant's own. */
  countOf(tx: Tx, tenantId: string, keyId: string | null): Promise<number> {
    return tx.countBy(Limit, { tenantId, keyId: keyId ?? IsNull() });
  }

  listMeters(tx: Tx, tenantId: string, limitIds: readonly string[]): Promise<LimitMeter[]> {
    return tx.find(LimitMeter, { where: { tenantId, limitId: In(limitIds) }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** All meters anew; one of the same unit and period stays what it was, and so does what was spent of it. */
  async replaceMeters(
    tx: Tx,
    limit: Limit,
    former: readonly LimitMeter[],
    meters: readonly LimitMeter[],
  ): Promise<void> {
    const gone = former.filter(({ id }) => !meters.some((meter) => meter.id === id));
    if (gone.length > 0) await tx.delete(LimitMeter, { tenantId: limit.tenantId, id: In(gone.map(({ id }) => id)) });
    for (const meter of meters) await tx.upsert(LimitMeter, meter, ['id']);
  }

  async update(
    tx: Tx,
    { tenantId, id }: Limit,
    change: Pick<Limit, 'unknownSpend' | 'alertUrl' | 'alertSecret' | 'version' | 'updatedAt'>,
  ): Promise<void> {
    await tx.update(Limit, { tenantId, id }, change);
  }

  async delete(tx: Tx, { tenantId, id }: Limit): Promise<void> {
    await tx.delete(Limit, { tenantId, id });
  }

  /** @returns the new version of what the limits of that subject are known by */
  async bump(tx: Tx, { tenantId, keyId }: Pick<Limit, 'tenantId' | 'keyId'>): Promise<number> {
    const [rows] = await tx.query<[{ version: number }[], number]>(
      keyId === null
        ? 'UPDATE tenants SET limits_version = limits_version + 1 WHERE id = $1 RETURNING limits_version AS version'
        : 'UPDATE api_keys SET limits_version = limits_version + 1 WHERE tenant_id = $1 AND id = $2 RETURNING limits_version AS version',
      keyId === null ? [tenantId] : [tenantId, keyId],
    );
    return rows[0]?.version ?? 0;
  }

  /** What was spent and reserved, as far as journals have been read. */
  listStates(tx: Tx, tenantId: string, windows: readonly { meterId: string; start: Date }[]): Promise<MeterState[]> {
    return tx.query<MeterState[]>(
      `SELECT w.meter_id AS "meterId", w.window_start AS "windowStart", w.granted,
         coalesce(sum(l.spent + l.lost), 0) AS spent, coalesce(sum(l.reserved), 0) AS reserved
       FROM unnest($2::uuid[], $3::timestamptz[]) AS asked (meter_id, window_start)
         JOIN meter_windows w ON w.meter_id = asked.meter_id AND w.window_start = asked.window_start
         LEFT JOIN meter_leases l ON l.meter_id = w.meter_id AND l.window_start = w.window_start
       WHERE w.tenant_id = $1 GROUP BY w.meter_id, w.window_start`,
      [tenantId, windows.map(({ meterId }) => meterId), windows.map(({ start }) => start)],
    );
  }

  /** Whether the tenant has that key; one of that user's, if one is given. */
  async hasKey(tx: Tx, { tenantId, userId }: LimitReach, keyId: string): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      'SELECT 1 FROM api_keys WHERE tenant_id = $1 AND id = $2 AND ($3::text IS NULL OR user_id = $3)',
      [tenantId, keyId, userId ?? null],
    );
    return found.length > 0;
  }

  /** Whether that names an alias, and no model of the tenant's own. */
  async isAlias(tx: Tx, tenantId: string, name: string): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      `SELECT 1 FROM model_aliases a WHERE tenant_id = $1 AND name = $2
         AND NOT EXISTS (SELECT 1 FROM tenant_models m WHERE m.tenant_id = $1 AND m.name = $2)`,
      [tenantId, name],
    );
    return found.length > 0;
  }

  private reachable(tx: Tx, { tenantId, userId }: LimitReach) {
    const query = tx.createQueryBuilder(Limit, 'l').where('l.tenant_id = :tenantId', { tenantId });
    return userId === undefined ? query : query.andWhere(`(${OWN_KEYS})`, { userId });
  }
}
