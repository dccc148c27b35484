import { DataSource, type DataSourceOptions } from 'typeorm';
import { isConnectionFailure } from './connection-failure.js';

const MOST_CONNECTIONS = 20;
const CONNECT_MS = 3000;
/** Counted here, not in the server: a connection that died silently answers nothing at all. */
const QUERY_MS = 35_000;
const START_TRIES = 60;
const START_PAUSE_MS = 500;

/** Any number will do, as long as all processes of all versions agree on it. */
export const MIGRATION_LOCK = 7_305_116_001;

export type Entities = NonNullable<DataSourceOptions['entities']>;
export type Migrations = NonNullable<DataSourceOptions['migrations']>;

/** The one description of our database; the server, the migration checks and the tests all start from it. */
export function describeDatabase(url: string, entities: Entities, migrations: Migrations): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    synchronize: false,
    migrationsTransactionMode: 'all',
    poolSize: MOST_CONNECTIONS,
    connectTimeoutMS: CONNECT_MS,
    applicationName: 'latchkey',
    extra: { query_timeout: QUERY_MS, keepAlive: true },
    poolErrorHandler: () => undefined,
  });
}

/** Connects, waiting half a minute for a database that is still starting. */
export async function connect(dataSource: DataSource, onProgress: (line: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (attempt === START_TRIES || !isConnectionFailure(error)) throw error;
      if (attempt === 1) onProgress('Waiting for the database…');
      await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS));
    }
  }
}

/**
 * Brings the schema up to date; of several processes that start together one does it, the others wait. An index over
 * millions of rows takes its time: this goes over connections of its own, which are patient.
 */
export async function migrate({ options }: DataSource, onProgress: (line: string) => void): Promise<void> {
  const { extra } = options as { extra: object };
  const patient = new DataSource({
    ...options,
    poolSize: 2,
    extra: { ...extra, query_timeout: 0 },
  } as DataSourceOptions);
  await patient.initialize();
  const runner = patient.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await patient.runMigrations();
    for (const migration of applied) onProgress(`Migrated: ${migration.name}`);
  } finally {
    // The lock ends with its connection.
    await runner.release();
    await patient.destroy();
  }
}
