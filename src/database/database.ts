import { DataSource, MigrationExecutor, type DataSourceOptions } from 'typeorm';
import { isConnectionFailure } from './connection-failure.js';
import { secureTables } from './row-level-security.js';
import { makeTenantRole, readRoles, type DatabaseRoles } from './tenant-role.js';

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
 * Brings the schema up to date, all or nothing; of several processes that start together one does it, the others wait.
 * An index over millions of rows takes its time: this goes over a connection of its own, which is patient.
 * @throws NoTenantRoleError
 */
export async function migrate({ options }: DataSource, onProgress: (line: string) => void): Promise<void> {
  const { extra } = options as { extra: object };
  const patient = new DataSource({
    ...options,
    poolSize: 1,
    extra: { ...extra, query_timeout: 0 },
  } as DataSourceOptions);
  await patient.initialize();
  const runner = patient.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    // A migration that changes rows changes those of all tenants.
    await runner.query(`SELECT set_config('latchkey.reason', 'migrate', true)`);
    const applied = await new MigrationExecutor(patient, runner).executePendingMigrations();
    await makeTenantRole(runner);
    await secureTables(runner);
    await readRoles(runner);
    await runner.commitTransaction();
    for (const migration of applied) onProgress(`Migrated: ${migration.name}`);
  } finally {
    // What is not committed ends with its connection.
    await runner.release();
    await patient.destroy();
  }
}

/** As whom the seams work on this database. @throws NoTenantRoleError */
export function findRoles(dataSource: DataSource): Promise<DatabaseRoles> {
  return dataSource.transaction((tx) => readRoles(tx));
}
