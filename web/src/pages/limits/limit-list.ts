import { api, read, type Schemas } from '../../api/client.js';
import { usePages, type Rows } from '../../ui/pages-of.js';

export type Limit = Schemas['LimitDto'];
export type Budget = Schemas['BudgetDto'];

/** What is limited: a key, or (its id being null) a tenant as a whole. */
export interface LimitSubject {
  keyId: string | null;
  /** Null for the one that one acts for. */
  tenantId: string | null;
}

/** Whatever shows limits. */
export const LIMIT_LISTS = [['limits']] as const;

const PAGE = 50;

export function useLimitList({ keyId, tenantId }: LimitSubject): Rows<Limit> {
  const query = { key_id: keyId ?? 'none', limit: PAGE, ...tenantOf(tenantId) };
  return usePages<Limit>(['limits', query], (cursor) =>
    read(api.GET('/api/v1/limits', { params: { query: { ...query, cursor } } })),
  );
}

export function tenantOf(tenantId: string | null): { tenant_id?: string } {
  return tenantId === null ? {} : { tenant_id: tenantId };
}
