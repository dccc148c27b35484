/** What the list of keys shows, kept in the address: it can be sent to somebody, and going back works. */
export interface KeysSearch {
  search?: string;
  sort?: string;
}

export function keysSearch({ search, sort }: Record<string, unknown>): KeysSearch {
  return {
    ...(typeof search === 'string' && search !== '' ? { search } : {}),
    ...(typeof sort === 'string' && sort !== '-created_at' ? { sort } : {}),
  };
}
