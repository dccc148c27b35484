import type { DataSource } from 'typeorm';
import { describeDatabase, migrate, MIGRATION_LOCK } from '../../src/database/database.js';
import { UsageOfUsers1764560000000 } from '../../src/database/migrations/1764560000000-usage-of-users.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { PartitionKeeper } from '../../src/database/partitions/partition-keeper.js';
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

  it('add up the days of users from the keys that they had before', async () => {
    const since = MIGRATIONS.indexOf(UsageOfUsers1764560000000);
    for (const _ of MIGRATIONS.slice(since)) await dataSource.undoLastMigration();
    const keeper = new PartitionKeeper({ table: 'usage_daily', period: 'year', keepDays: null });
    const days = ['2025-12-31', '2026-01-01', '2026-01-01'];
    await dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('latchkey.reason', 'test', true)`);
      for (const [index, day] of days.entries()) {
        await keeper.ensureFor(tx, new Date(day));
        await tx.query(
          `INSERT INTO usage_daily SELECT 't', $1::timestamptz, gen_random_uuid(), 'u', 'a@OpenAI',
             1, 0, $2::int, 1, 0, 0, 0, 0, 5, 0, 1, ARRAY[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, $2::int]::bigint[]`,
          [day, index],
        );
      }
    });
    await migrate(dataSource, () => undefined);
    const found = await dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('latchkey.reason', 'test', true)`);
      return await tx.query<unknown[]>(
        `SELECT tableoid::regclass::text AS part, requests::int, input_tokens::int, cost_micros::int, durations::int[]
         FROM usage_daily_users WHERE tenant_id = 't' AND user_id = 'u' AND model = 'a@OpenAI' ORDER BY bucket`,
      );
    });
    const durations = (fast: number, slow: number) => [fast, 0, 0, 0, 0, 0, 0, 0, 0, 0, slow];
    expect(found).toEqual([
      { part: 'usage_daily_users_2025', requests: 1, input_tokens: 0, cost_micros: 5, durations: durations(1, 0) },
      { part: 'usage_daily_users_2026', requests: 2, input_tokens: 3, cost_micros: 10, durations: durations(2, 3) },
    ]);
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
