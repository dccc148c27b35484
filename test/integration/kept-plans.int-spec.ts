import type { DataSource } from 'typeorm';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { describeDatabase, findRoles } from '../../src/database/database.js';
import { KeptPlans } from '../../src/database/kept-plans.js';
import { SystemDb } from '../../src/database/system-db.js';
import { Transactions, type Tx } from '../../src/database/transactions.js';
import { type ClonedDatabase, cloneDatabase } from '../support/template-database.js';

const ADD = { name: 'add', text: 'INSERT INTO numbers VALUES ($1::int)' };

describe('the plan of a statement', () => {
  let database: ClonedDatabase;
  let dataSource: DataSource;
  let systemDb: SystemDb;

  beforeAll(async () => {
    database = await cloneDatabase();
    dataSource = await describeDatabase(database.url, [], []).initialize();
    systemDb = new SystemDb(new Transactions(dataSource, new ChangeFeed(database.url), await findRoles(dataSource)));
    await dataSource.query('CREATE TABLE numbers (number int CHECK (number > 0))');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => systemDb.run('test', work);

  async function addTwice(plans: KeptPlans, tx: Tx): Promise<string[]> {
    for (const number of [1, 2]) await plans.run(tx, ADD, [number]);
    const kept = await tx.query<{ name: string }[]>('SELECT name FROM pg_prepared_statements');
    return kept.map(({ name }) => name);
  }

  it('is made each time behind a pooler, where the next transaction may have another connection', async () => {
    expect(await inTx((tx) => addTwice(new KeptPlans(true), tx))).toEqual([]);
  });

  it('is kept by the connection', async () => {
    expect(await inTx((tx) => addTwice(new KeptPlans(false), tx))).toEqual(['add']);
  });

  it.each([true, false])('makes no difference to what the statement does (pooler: %s)', async (isBehindPooler) => {
    const plans = new KeptPlans(isBehindPooler);
    await dataSource.query('DELETE FROM numbers');
    await inTx((tx) => addTwice(plans, tx));
    const refused = inTx(async (tx) => {
      await plans.run(tx, ADD, [3]);
      await plans.run(tx, ADD, [0]);
    });
    await expect(refused).rejects.toMatchObject({ name: 'QueryFailedError', driverError: { code: '23514' } });
    expect(await dataSource.query('SELECT number FROM numbers ORDER BY number')).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
  });

  it('is made anew for a table that was changed', async () => {
    const plans = new KeptPlans(false);
    await inTx((tx) => addTwice(plans, tx));
    await dataSource.query('ALTER TABLE numbers ALTER COLUMN number TYPE bigint');
    await expect(inTx((tx) => addTwice(plans, tx))).resolves.toEqual(['add']);
  });

  it('is made each time from then on, once a pooler has shown itself', async () => {
    const plans = new KeptPlans(false);
    await inTx((tx) => addTwice(plans, tx));
    await dataSource.query('DEALLOCATE ALL');
    await expect(inTx((tx) => addTwice(plans, tx))).rejects.toMatchObject({ driverError: { code: '26000' } });
    expect(await inTx((tx) => addTwice(plans, tx))).toEqual([]);
  });
});
