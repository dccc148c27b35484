import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { containing } from '../database/like-pattern.js';
import type { Tx } from '../database/transactions.js';
import type { Placed, SortedPlace } from '../http/sorted-page.js';
import { ApiKey } from './api-key.entity.js';
import { ORDERED_BY, scopesAllowing, type KeyFilter, type KeyListRequest, type KeyStatus } from './key-list.js';

/** Whose keys: null for those of all tenants. */
export interface KeyReach {
  tenantId: string | null;
  userId?: string;
}

const IS_EXPIRED = 'k.expires_at IS NOT NULL AND k.expires_at <= now()';

const HAS_STATUS: Readonly<Record<KeyStatus, string>> = {
  active: `NOT k.paused AND NOT (${IS_EXPIRED})`,
  paused: `k.paused AND NOT (${IS_EXPIRED})`,
  expired: IS_EXPIRED,
};

/** Keys by the page, in an order for which there is an index. */
@Injectable()
export class KeyListRepository {
  /** One more than the limit comes back when there are more. @param until the last place to look at */
  async listPage(
    tx: Tx,
    reach: KeyReach,
    request: KeyListRequest,
    until: SortedPlace | null,
  ): Promise<Placed<ApiKey>[]> {
    const query = this.walk(tx, reach, request).limit(request.limit + 1);
    if (until) {
      const { sql, type } = ORDERED_BY[request.order];
      const comparison = request.isDescending ? '>=' : '<=';
      query.andWhere(`(${sql}, k.id) ${comparison} (CAST(:untilValue AS ${type}), CAST(:untilId AS uuid))`, {
        untilValue: until.value,
        untilId: until.id,
      });
    }
    filterBy(query, request);
    const { raw, entities } = await query.getRawAndEntities<{ place: string }>();
    return entities.map((row, index) => ({ row, place: { value: raw[index]?.place ?? '', id: row.id } }));
  }

  /** The place of the row that is so many further on in the order; null when the list ends before. */
  async findPlace(tx: Tx, reach: KeyReach, request: KeyListRequest, distance: number): Promise<SortedPlace | null> {
    const query = this.walk(tx, reach, request).select('k.id', 'id');
    const row = await query.offset(distance - 1).limit(1).getRawOne<{ id: string }>(); // prettier-ignore
    if (!row) return null;
    // Only of this one: Postgres would write out the places of all that are skipped.
    const place = tx.createQueryBuilder(ApiKey, 'k').select('k.id', 'id').addSelect(ORDERED_BY[request.order].text, 'value'); // prettier-ignore
    return (await place.where('k.id = :id', row).getRawOne<SortedPlace>()) ?? null;
  }

  /** Whether searches have an index: a database may lack the extension for it. */
  async hasTrigrams(tx: Tx): Promise<boolean> {
    const [found] = await tx.query<{ there: boolean }[]>(
      `SELECT to_regclass('api_keys_search_idx') IS NOT NULL AS there`,
    );
    return found?.there ?? false;
  }

  private walk(
    tx: Tx,
    { tenantId, userId }: KeyReach,
    { order, isDescending, after }: KeyListRequest,
  ): SelectQueryBuilder<ApiKey> {
    const { sql, type, text } = ORDERED_BY[order];
    const direction = isDescending ? 'DESC' : 'ASC';
    const query = tx
      .createQueryBuilder(ApiKey, 'k')
      .addSelect(text, 'place')
      .orderBy(sql, direction)
      .addOrderBy('k.id', direction);
    if (tenantId !== null) query.andWhere('k.tenant_id = :tenantId', { tenantId });
    if (userId !== undefined) query.andWhere('k.user_id = :userId', { userId });
    if (after) {
      const comparison = isDescending ? '<' : '>';
      query.andWhere(`(${sql}, k.id) ${comparison} (CAST(:afterValue AS ${type}), CAST(:afterId AS uuid))`, {
        afterValue: after.value,
        afterId: after.id,
      });
    }
    return query;
  }
}

function filterBy(query: SelectQueryBuilder<ApiKey>, { search, status, userId, scope }: KeyFilter): void {
  if (search !== null) {
    query.andWhere('(k.name ILIKE :pattern OR k.description ILIKE :pattern)', { pattern: containing(search) });
  }
  if (status !== null) query.andWhere(HAS_STATUS[status]);
  if (userId !== null) query.andWhere('k.user_id = :filteredUser', { filteredUser: userId });
  if (scope !== null) query.andWhere('k.scopes && CAST(:scopes AS text[])', { scopes: scopesAllowing(scope) });
}
