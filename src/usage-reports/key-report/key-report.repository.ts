import { Injectable } from '@nestjs/common';
import { ApiKey } from '../../api-key/api-key.entity.js';
import type { Tx } from '../../database/transactions.js';
import type { Placed, SortedPlace } from '../../http/sorted-page.js';
import { readByTime } from '../../http/time-ordered-page.js';
import type { UsageReach } from '../usage-reach.js';
import type { CalledModels } from './key-findings.js';

type KeyName = Pick<ApiKey, 'id' | 'tenantId'>;

/** Keys that work, and what they did. */
@Injectable()
export class KeyReportRepository {
  /** The newest first; one more than the limit comes back when there are more. */
  listKeys(
    tx: Tx,
    { tenantId, userId }: UsageReach,
    page: { limit: number; after: SortedPlace | null },
  ): Promise<Placed<ApiKey>[]> {
    const query = tx.createQueryBuilder(ApiKey, 'k').where('(k.expires_at IS NULL OR k.expires_at > now())');
    if (tenantId !== null) query.andWhere('k.tenant_id = :tenantId', { tenantId });
    if (userId !== null) query.andWhere('k.user_id = :userId', { userId });
    const order = { time: 'k.created_at', id: 'k.id', idAfter: 'CAST(:id AS uuid)', isDescending: true };
    return readByTime(query, { ...order, ...page });
  }

  /** What those keys called since then. */
  async listCalled(tx: Tx, keys: readonly KeyName[], since: Date): Promise<Map<string, CalledModels>> {
    const rows = await tx.query<{ key_id: string; models: string[]; last_day: Date }[]>(
      `SELECT k.id AS key_id, array_agg(DISTINCT d.model) AS models, max(d.bucket) AS last_day
       FROM unnest($1::text[], $2::uuid[]) AS k (tenant_id, id)
       JOIN usage_daily d ON d.tenant_id = k.tenant_id AND d.key_id = k.id
       WHERE d.bucket >= $3 AND d.model <> '' GROUP BY k.id`,
      [keys.map(({ tenantId }) => tenantId), keys.map(({ id }) => id), since],
    );
    return new Map(rows.map(({ key_id, models, last_day }) => [key_id, { models, lastDay: last_day }]));
  }

  /** Which of those are limited, themselves or by their tenant. */
  async listLimited(tx: Tx, keys: readonly KeyName[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT k.id FROM unnest($1::text[], $2::uuid[]) AS k (tenant_id, id)
       WHERE EXISTS (SELECT 1 FROM limits l WHERE l.tenant_id = k.tenant_id AND (l.key_id = k.id OR l.key_id IS NULL))`,
      [keys.map(({ tenantId }) => tenantId), keys.map(({ id }) => id)],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
