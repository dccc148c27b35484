import { type Connection, type Pool, Query, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** Finds no row, and sets what the policies ask for until the implicit transaction ends. */
const SAY_WHY = `SELECT FROM set_config('latchkey.reason', 'direct', true) AS reason WHERE reason IS NULL`;

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
