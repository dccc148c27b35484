import { oneOf } from '../../../shell/address.js';
import { sortedSearch, type SortedSearch } from '../sorted-search.js';

export const TABS = ['mine', 'all'] as const;

export interface TenantsSearch extends SortedSearch {
  tab?: (typeof TABS)[number] | undefined;
}

export function tenantsSearch(given: Record<string, unknown>): TenantsSearch {
  return { ...sortedSearch(given), tab: oneOf(TABS, given['tab']) };
}
