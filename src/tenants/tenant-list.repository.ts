import { Injectable } from '@nestjs/common';
import { containing } from '../database/like-pattern.js';
import type { Tx } from '../database/transactions.js';
import type { CreationPage } from '../http/dto/sorted-query.dto.js';
import type { Placed } from '../http/sorted-page.js';
import { readByTime } from '../http/time-ordered-page.js';
import { Tenant } from './tenant.entity.js';

/** Tenants by the page. */
@Injectable()
export class TenantListRepository {
  /** One more than the limit comes back when there are more. */
  listPage(tx: Tx, page: CreationPage): Promise<Placed<Tenant>[]> {
    const query = tx.createQueryBuilder(Tenant, 't');
    if (page.search !== null) query.andWhere('t.name ILIKE :pattern', { pattern: containing(page.search) });
    return readByTime(query, { ...page, time: 't.created_at', id: 't.id' });
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
