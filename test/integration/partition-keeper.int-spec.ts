import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { describeDatabase, findRoles } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { PartitionKeeper, type PartitionedTable } from '../../src/database/partitions/partition-keeper.js';
import { PartitionSchedule } from '../../src/database/partitions/partition-schedule.js';
import { partitionAfter, partitionAt, type Period } from '../../src/database/partitions/partition.js';
import { SystemDb } from '../../src/database/system-db.js';
import { Transactions, type Tx } from '../../src/database/transactions.js';
import { ENTITIES } from '../../src/entities.js';
import { ConflictError } from '../../src/kernel/app-error.js';
import { aGate } from '../support/gate.js';
import { type ClonedDatabase, cloneDatabase } from '../support/template-database.js';

const LONG_AGO = new Date('2020-02-29T12:00:00Z');

describe('the partition keeper', () => {
  let database: ClonedDatabase;
  let dataSource: DataSource;
  let systemDb: SystemDb;
  let tables = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await cloneDatabase();
    dataSource = await describeDatabase(database.url, ENTITIES, MIGRATIONS).initialize();
    systemDb = new SystemDb(new Transactions(dataSource, new ChangeFeed(database.url), await findRoles(dataSource)));
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function aTable(period: Period = 'month', keepDays: number | null = 30): Promise<PartitionedTable> {
    const table = `kept_${++tables}`;
    await dataSource.query(
      `CREATE TABLE ${table} (id int, at timestamptz NOT NULL, note text DEFAULT 'none', PRIMARY KEY (id, at))
       PARTITION BY RANGE (at)`,
    );
    await dataSource.query(`CREATE INDEX ${table}_at_idx ON ${table} (at, id)`);
    return { table, period, keepDays };
  }

  const keeperOf = (table: PartitionedTable) => new PartitionKeeper(table);
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => systemDb.run('test', work);
  const namesOf = (keeper: PartitionKeeper) => inTx(async (tx) => (await keeper.list(tx)).map(({ name }) => name));

  /** The name of the current one and of those that follow, by the database's clock. */
  async function expectedFrom({ table, period }: PartitionedTable, count: number): Promise<string[]> {
    const [row] = await dataSource.query<[{ now: Date }]>('SELECT now() AS now');
    const all = [partitionAt(table, period, row.now)];
    while (all.length < count) all.push(partitionAfter(all[all.length - 1]!));
    return all.map(({ name }) => name);
  }

  it.each([
    ['day', 15],
    ['month', 4],
    ['year', 3],
  ] as const)('makes those of each %s ahead, with indexes and defaults, and no second time', async (period, count) => {
    const table = await aTable(period);
    const keeper = keeperOf(table);
    for (let turn = 0; turn < 2; turn++) await inTx((tx) => keeper.ensureAhead(tx));
    const names = await namesOf(keeper);
    expect(names).toEqual(await expectedFrom(table, count));
    await dataSource.query(`INSERT INTO ${table.table} (id, at) VALUES (1, now())`);
    expect(await dataSource.query(`SELECT note FROM ${names[0]}`)).toEqual([{ note: 'none' }]);
    const indexes = await dataSource.query(`SELECT 1 FROM pg_indexes WHERE tablename = $1`, [names[0]]);
    expect(indexes).toHaveLength(2);
  });

  it('makes them with the policies of a tenant’s table, whoever names one directly', async () => {
    const table = await aTable('year');
    await dataSource.query(`ALTER TABLE ${table.table} ADD COLUMN tenant_id text`);
    const keeper = keeperOf(table);
    await inTx((tx) => keeper.ensureFor(tx, LONG_AGO));
    const secured = await dataSource.query<object[]>(
      `SELECT relrowsecurity AS "isOn", relforcerowsecurity AS "isForced",
         ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS policies
       FROM pg_class c WHERE relname = '${table.table}_2020'`,
    );
    expect(secured).toEqual([{ isOn: true, isForced: true, policies: ['latchkey_own', 'latchkey_system'] }]);
  });

  it('makes them while others write', async () => {
    const table = await aTable();
    const keeper = keeperOf(table);
    await inTx((tx) => keeper.ensureFor(tx, LONG_AGO));
    const written = aGate();
    const made = aGate();
    const writer = inTx(async (tx) => {
      await tx.query(`INSERT INTO ${table.table} (id, at) VALUES (1, $1)`, [LONG_AGO]);
      written.open();
      await made.opened;
    });
    await written.opened;
    await inTx((tx) => keeper.ensureAhead(tx));
    made.open();
    await writer;
    expect(await namesOf(keeper)).toHaveLength(5);
  });

  it('makes them once when several processes do it together', async () => {
    const table = await aTable('day');
    await Promise.all(Array.from({ length: 5 }, () => inTx((tx) => keeperOf(table).ensureAhead(tx))));
    expect(await namesOf(keeperOf(table))).toHaveLength(15);
  });

  it('drops what is over, the oldest first, up to one that is to stay', async () => {
    const table = await aTable();
    const keeper = keeperOf(table);
    const months = ['2020-01', '2020-02', '2020-03'].map((month) => new Date(`${month}-15T00:00:00Z`));
    for (const month of months) await inTx((tx) => keeper.ensureFor(tx, month));
    await inTx((tx) => keeper.ensureAhead(tx));
    const asked: string[] = [];
    const dropped = await inTx((tx) =>
      keeper.dropExpired(tx, (_tx, { name }) => {
        asked.push(name);
        return Promise.resolve(!name.endsWith('_02'));
      }),
    );
    expect(asked).toEqual([`${table.table}_2020_01`, `${table.table}_2020_02`]);
    expect(dropped).toEqual([expect.objectContaining({ name: `${table.table}_2020_01` })]);
    await inTx((tx) => keeper.dropExpired(tx));
    expect(await namesOf(keeper)).toEqual(await expectedFrom(table, 4));
  });

  it('drops nothing that is young, or of a table that keeps all', async () => {
    const young = await aTable('month', 40_000);
    const eternal = await aTable('month', null);
    for (const table of [young, eternal]) {
      await inTx((tx) => keeperOf(table).ensureFor(tx, LONG_AGO));
      expect(await inTx((tx) => keeperOf(table).dropExpired(tx))).toEqual([]);
    }
  });

  it('gives up on a partition that somebody writes into, and takes nothing with it', async () => {
    const table = await aTable();
    const keeper = keeperOf(table);
    await inTx((tx) => keeper.ensureFor(tx, LONG_AGO));
    const [written, judged] = [aGate(), aGate()];
    const writer = inTx(async (tx) => {
      await tx.query(`INSERT INTO ${table.table} (id, at) VALUES (1, $1)`, [LONG_AGO]);
      written.open();
      await judged.opened;
    });
    await written.opened;
    await expect(inTx((tx) => keeper.dropExpired(tx))).rejects.toBeInstanceOf(ConflictError);
    judged.open();
    await writer;
    expect(await dataSource.query(`SELECT id FROM ${table.table}`)).toEqual([{ id: 1 }]);
  });

  it('is asked at start for every table, whatever becomes of the others', async () => {
    const [first, second] = [await aTable('year'), await aTable('month')];
    const schedule = new PartitionSchedule(systemDb);
    schedule.keep({ ...first, table: 'not_there' });
    schedule.keep(first);
    schedule.keep(second);
    await inTx((tx) => keeperOf(second).ensureFor(tx, LONG_AGO));
    await schedule.onModuleInit();
    await schedule.onApplicationShutdown();
    expect(await namesOf(keeperOf(first))).toEqual(await expectedFrom(first, 3));
    expect(await namesOf(keeperOf(second))).toEqual(await expectedFrom(second, 4));
  });
});
