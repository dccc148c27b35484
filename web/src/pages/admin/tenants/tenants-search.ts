import { sortedSearch, type SortedSearch } from '../sorted-search.js';

export const TABS = ['mine', 'all'] as const;

export interface TenantsSearch extends SortedSearch {
  tab?: (typeof TABS)[number] | undefined;
}

export function tenantsSearch(given: Record<string, unknown>): TenantsSearch {
  return { ...sortedSearch(given), tab: TABS.find((tab) => tab === given['tab']) };
}
