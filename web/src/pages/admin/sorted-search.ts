/** What lists of the instance have in the address. */
export interface SortedSearch {
  search?: string | undefined;
  sort?: 'created_at' | '-created_at' | undefined;
}

export function sortedSearch({ search, sort }: Record<string, unknown>): SortedSearch {
  return { search: textOf(search), sort: sort === 'created_at' ? sort : undefined };
}

/** Text that looks like a number comes out of the address as one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}
