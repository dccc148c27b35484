import type { DataSource } from 'typeorm';
import { describeDatabase, migrate } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { ENTITIES } from '../../src/entities.js';
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
});
