import { type Connection, type Pool, Query, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** Less than the patience of whoever asks, so that the database says itself that it has done nothing. */
const PATIENCE_MS = 1500;

/**
 * Finds no row, and sets until the implicit transaction ends what the policies ask for, and for how long the database may
 * be at it: what it did once whoever asked has given up, nobody would know of.
 */
const SAY_WHY = `SELECT WHERE set_config('latchkey.reason', 'direct', true) || set_config('statement_timeout', '${PATIENCE_MS}', true) IS NULL`;

/**
 * One statement that row-level security lets see the rows of all tenants, in one round trip: another one that says so
 * goes before it in the same message, and both are one implicit transaction. So nothing is left on the connection, which
 * a pooler may give to somebody else next.
 */
export async function runAcrossTenants<Row extends QueryResultRow>(
  pool: Pool,
  statement: string,
  values: readonly unknown[],
): Promise<Row[]> {
  // Only in the extended protocol are several statements one transaction together with parameters.
  const config: QueryConfig & { queryMode: 'extended' } = {
    text: statement,
    values: [...values],
    queryMode: 'extended',
  };
  const query = new Query<Row>(config);
  const submit: (connection: Connection) => unknown = query.submit.bind(query);
  query.submit = (connection: Connection) => {
    connection.stream.cork();
    try {
      connection.parse({ name: '', text: SAY_WHY, types: [] }, true);
      connection.bind({}, true);
      connection.execute({}, true);
      return submit(connection);
    } finally {
      connection.stream.uncork();
    }
  };
  const [, result] = await (pool.query(query) as unknown as Promise<[QueryResult, QueryResult<Row>]>);
  return result.rows;
}
