import type { DataSource } from 'typeorm';
import { describeDatabase, migrate, MIGRATION_LOCK } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { ENTITIES } from '../../src/entities.js';
import { eventually } from '../support/eventually.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';

describe('the migrations', () => {
  let database: ClonedDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await cloneDatabase();
    dataSource = await describeDatabase(database.url, ENTITIES, MIGRATIONS).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('make just what the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be undone and done again', async () => {
    for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
    const left = await dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(left.map(({ name }) => name)).toEqual(['migrations']);
    const told: string[] = [];
    await migrate(dataSource, (line) => told.push(line));
    expect(told).toEqual(MIGRATIONS.map(({ name }) => `Migrated: ${name}`));
  });

  it('run once when several processes start together', async () => {
    for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
    const other = await describeDatabase(database.url, ENTITIES, MIGRATIONS).initialize();
    const told: string[] = [];
    await Promise.all([dataSource, other].map((source) => migrate(source, (line) => told.push(line))));
    expect(told).toEqual(MIGRATIONS.map(({ name }) => `Migrated: ${name}`));
    await other.destroy();
  });

  it('wait for another process for longer than a query may take otherwise', async () => {
    const hasty = describeDatabase(database.url, ENTITIES, MIGRATIONS);
    Object.assign(hasty.options, { extra: { query_timeout: 50 } });
    const other = dataSource.createQueryRunner();
    await other.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrated = migrate(hasty, () => undefined);
    await eventually(async () => {
      const waiting = await dataSource.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'
           AND query_start < clock_timestamp() - interval '200 milliseconds'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await expect(migrated).resolves.toBeUndefined();
    await other.release();
  });
});
