import { oneOf } from '../../../shell/address.js';
import { sortedSearch, type SortedSearch } from '../sorted-search.js';

export const STATES = ['active', 'inactive'] as const;

export interface UsersSearch extends SortedSearch {
  state?: (typeof STATES)[number] | undefined;
  /** Administrators only. */
  administrators?: true | undefined;
}

export function usersSearch(given: Record<string, unknown>): UsersSearch {
  return {
    ...sortedSearch(given),
    state: oneOf(STATES, given['state']),
    administrators: given['administrators'] === true ? true : undefined,
  };
}
