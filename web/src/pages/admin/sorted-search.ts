import { textOf } from '../../shell/address.js';

/** What lists of the instance have in the address. */
export interface SortedSearch {
  search?: string | undefined;
  sort?: 'created_at' | '-created_at' | undefined;
}

export function sortedSearch({ search, sort }: Record<string, unknown>): SortedSearch {
  return { search: textOf(search), sort: sort === 'created_at' ? sort : undefined };
}
