import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';

/** How far keys are counted: a tenant may have millions, and a page shows many tenants. */
export const MOST_COUNTED = 1000;

/** How many keys somebody has, as far as it is counted. */
@Injectable()
export class KeyCounts {
  ofUsers(tx: Tx, userIds: readonly string[]): Promise<Map<string, number>> {
    return this.count(tx, 'user_id', userIds);
  }

  ofTenants(tx: Tx, tenantIds: readonly string[]): Promise<Map<string, number>> {
    return this.count(tx, 'tenant_id', tenantIds);
  }

  private async count(tx: Tx, column: 'user_id' | 'tenant_id', ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; count: number }[]>(
      `SELECT o.id, (SELECT count(*) FROM (SELECT FROM api_keys k WHERE k.${column} = o.id LIMIT $2) counted)::int AS count
       FROM unnest($1::text[]) AS o (id)`,
      [ids, MOST_COUNTED],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
