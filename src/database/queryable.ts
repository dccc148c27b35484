/** Whatever runs statements on one connection: a transaction, or a migration's runner. */
export interface Queryable {
  query<T>(statement: string, values?: unknown[]): Promise<T>;
}
