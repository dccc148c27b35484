import { Injectable } from '@nestjs/common';
import { containing } from '../database/like-pattern.js';
import type { Tx } from '../database/transactions.js';
import type { CreationPage } from '../http/dto/sorted-query.dto.js';
import { microsecondsOf, type Placed } from '../http/sorted-page.js';
import { Tenant } from './tenant.entity.js';

/** Tenants by the page. */
@Injectable()
export class TenantListRepository {
  /** One more than the limit comes back when there are more. */
  async listPage(tx: Tx, { limit, isDescending, after, search }: CreationPage): Promise<Placed<Tenant>[]> {
    const order = isDescending ? 'DESC' : 'ASC';
    const query = tx
      .createQueryBuilder(Tenant, 't')
      .addSelect(microsecondsOf('t.created_at'), 'place')
      .orderBy('t.created_at', order)
      .addOrderBy('t.id', order)
      .limit(limit + 1);
    if (search !== null) query.andWhere('t.name ILIKE :pattern', { pattern: containing(search) });
    if (after) {
      query.andWhere(`(t.created_at, t.id) ${isDescending ? '<' : '>'} (CAST(:value AS timestamptz), :id)`, after);
    }
    const { raw, entities } = await query.getRawAndEntities<{ place: string }>();
    return entities.map((row, index) => ({ row, place: { value: raw[index]?.place ?? '', id: row.id } }));
  }

  /** How many members each has, up to a bound. */
  async countMembers(tx: Tx, ids: readonly string[], bound: number): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; count: number }[]>(
      `SELECT t.id, (SELECT count(*) FROM (SELECT FROM memberships m WHERE m.tenant_id = t.id LIMIT $2) counted)::int AS count
       FROM unnest($1::text[]) AS t (id)`,
      [ids, bound],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
