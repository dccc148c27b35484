import { Logger } from '@nestjs/common';
import { Pool, type QueryResultRow } from 'pg';
import { UnavailableError } from '../kernel/app-error.js';
import { runAcrossTenants } from './across-tenants.js';
import { isConnectionFailure } from './connection-failure.js';

const MOST_CONNECTIONS = 4;
const PATIENCE_MS = 2000;
/** The database gives up a little before that. */
const TOOK_TOO_LONG = '57014';

/**
 * Single statements without a transaction or an ORM around them, across tenants: building snapshots, counting
 * attempts. It gives up early: a request waits for it, and the snapshot that it holds may do.
 */
export class DirectSql {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      application_name: 'latchkey-direct',
      allowExitOnIdle: true,
    });
    const logger = new Logger(DirectSql.name);
    this.pool.on('error', (error) => logger.debug(`An idle connection was lost: ${error.message}`));
  }

  /** @throws UnavailableError when the database can't be asked. */
  async query<Row extends QueryResultRow>(statement: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await runAcrossTenants<Row>(this.pool, statement, values);
    } catch (error) {
      if (isConnectionFailure(error) || (error as { code?: unknown }).code === TOOK_TOO_LONG)
        throw new UnavailableError(undefined, { cause: error });
      throw error;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
