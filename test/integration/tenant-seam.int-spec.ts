import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { InstanceVariable } from '../../src/instance/instance-variable.entity.js';
import { ConflictError, UnavailableError } from '../../src/kernel/app-error.js';
import { CHANGE_CHANNEL, ChangeFeed, type Change } from '../../src/database/change-feed.js';
import { describeDatabase, findRoles } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { SystemDb } from '../../src/database/system-db.js';
import { TenantDb } from '../../src/database/tenant-db.js';
import { announce, Transactions, type Tx } from '../../src/database/transactions.js';
import { ENTITIES } from '../../src/entities.js';
import { type DatabaseProxy, startDatabaseProxy } from '../support/database-proxy.js';
import { eventually } from '../support/eventually.js';
import { aGate } from '../support/gate.js';
import { type ClonedDatabase, cloneDatabase } from '../support/template-database.js';

const CHANGE: Change = { kind: 'tenant', id: 't', version: 3 };
const SETTINGS = `SELECT current_setting('latchkey.tenant', true) AS tenant, current_setting('latchkey.reason', true) AS reason`;

describe('a seam to the database', () => {
  let database: ClonedDatabase;
  let proxy: DatabaseProxy;
  let dataSource: DataSource;
  let elsewhere: ChangeFeed;
  let heardHere: Change[];
  let heardElsewhere: Change[];
  let tenantDb: TenantDb;
  let systemDb: SystemDb;
  let names = 0;

  beforeAll(async () => {
    database = await cloneDatabase();
    proxy = await startDatabaseProxy(database.url);
    dataSource = await describeDatabase(proxy.url, ENTITIES, MIGRATIONS).initialize();
  });

  beforeEach(async () => {
    heardHere = [];
    heardElsewhere = [];
    const here = new ChangeFeed(database.url);
    here.subscribe({ changed: (change) => heardHere.push(change), reset: () => undefined });
    elsewhere = new ChangeFeed(database.url);
    elsewhere.subscribe({ changed: (change) => heardElsewhere.push(change), reset: () => undefined });
    await elsewhere.start();
    const transactions = new Transactions(dataSource, here, await findRoles(dataSource));
    tenantDb = new TenantDb(transactions);
    systemDb = new SystemDb(transactions);
  });

  afterEach(() => elsewhere.stop());

  afterAll(async () => {
    await dataSource.destroy();
    await proxy.cut();
    await database.drop();
  });

  const newName = () => `variable-${++names}`;
  const insert = (tx: Tx, name: string) => tx.insert(InstanceVariable, { name, value: 'x' });
  const exists = (name: string) => dataSource.manager.existsBy(InstanceVariable, { name });

  it('calls it a conflict when two wait for each other, and lets one of them through', async () => {
    const gate = aGate();
    let begun = 0;
    const both = [
      [1, 2],
      [2, 1],
    ].map(([first, second]) =>
      systemDb.run('wait in a circle', async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock($1)', [first]);
        if (++begun === 2) gate.open();
        await gate.opened;
        await tx.query('SELECT pg_advisory_xact_lock($1)', [second]);
      }),
    );
    const failures = (await Promise.allSettled(both)).flatMap((one): unknown[] =>
      one.status === 'rejected' ? [one.reason] : [],
    );
    expect(failures).toEqual([expect.any(ConflictError)]);
  });

  it('says whose transaction it is, while it lasts', async () => {
    const [inside] = await tenantDb.run('0123', (tx) => tx.query<object[]>(SETTINGS));
    expect(inside).toEqual({ tenant: '0123', reason: '' });
    const [across] = await systemDb.run('count everything', (tx) => tx.query<object[]>(SETTINGS));
    expect(across).toEqual({ tenant: '', reason: 'count everything' });
  });

  it('leaves nothing behind on the connection', async () => {
    await tenantDb.run('0123', (tx) => tx.query(SETTINGS));
    const [after] = await dataSource.query<object[]>(SETTINGS);
    expect(after).toEqual({ tenant: '', reason: '' });
  });

  it('can not be talked into another tenant by the id', async () => {
    const id = `x', true), set_config('latchkey.reason', 'taken`;
    const [inside] = await tenantDb.run(id, (tx) => tx.query<object[]>(SETTINGS));
    expect(inside).toEqual({ tenant: id, reason: '' });
  });

  it('keeps what was done, and answers what the work answers', async () => {
    const name = newName();
    const answer = await tenantDb.run('t', async (tx) => {
      await insert(tx, name);
      return 'done';
    });
    expect([answer, await exists(name)]).toEqual(['done', true]);
  });

  it('keeps nothing when the work fails, and throws what it threw', async () => {
    const name = newName();
    const failing = tenantDb.run('t', async (tx) => {
      await insert(tx, name);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await exists(name)).toBe(false);
  });

  it('announces a change once it is committed, to this process before it returns', async () => {
    const heardWithin = await tenantDb.run('t', async (tx) => {
      await announce(tx, CHANGE);
      return [...heardHere];
    });
    expect([heardWithin, heardHere]).toEqual([[], [CHANGE]]);
  });

  it('announces a change to other processes only with the commit', async () => {
    let commit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    const running = tenantDb.run('t', async (tx) => {
      await announce(tx, CHANGE);
      await mayCommit;
    });
    await notifyDirectly({ ...CHANGE, version: 1 });
    await eventually(() => expect(heardElsewhere).toEqual([{ ...CHANGE, version: 1 }]));
    commit();
    await running;
    await eventually(() => expect(heardElsewhere).toEqual([{ ...CHANGE, version: 1 }, CHANGE]));
  });

  it('announces nothing of what was rolled back', async () => {
    const failing = tenantDb.run('t', async (tx) => {
      await announce(tx, CHANGE);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await notifyDirectly({ ...CHANGE, version: 9 });
    await eventually(() => expect(heardElsewhere).toEqual([{ ...CHANGE, version: 9 }]));
    expect(heardHere).toEqual([]);
  });

  it('says that the database can not be reached, and keeps nothing half-done', async () => {
    const name = newName();
    const running = tenantDb.run('t', async (tx) => {
      await insert(tx, name);
      await proxy.cut();
      await insert(tx, newName());
    });
    await expect(running).rejects.toBeInstanceOf(UnavailableError);
    await expect(systemDb.run('try again', (tx) => tx.query('SELECT 1'))).rejects.toBeInstanceOf(UnavailableError);
    await proxy.mend();
    expect(await exists(name)).toBe(false);
    expect(heardHere).toEqual([]);
  });

  async function notifyDirectly(change: Change): Promise<void> {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, JSON.stringify(change)]);
    await other.end();
  }

  describe('around several transactions', () => {
    const inAnyTenant = (name: string) => tenantDb.run('0123', (tx) => insert(tx, name));

    it('commits all of them, and tells of their changes afterwards', async () => {
      const names = [newName(), newName()];
      const heard = await systemDb.atomically(
        'several',
        async () => {
          for (const name of names) await inAnyTenant(name);
          await tenantDb.run('0123', (tx) => announce(tx, CHANGE));
          return [...heardHere];
        },
        false,
      );
      expect(heard).toEqual([]);
      expect(heardHere).toEqual([CHANGE]);
      expect(await Promise.all(names.map(exists))).toEqual([true, true]);
      await eventually(() => expect(heardElsewhere).toEqual([CHANGE]));
    });

    it('keeps none of them when one fails', async () => {
      const name = newName();
      const work = systemDb.atomically(
        'several',
        async () => {
          await tenantDb.run('0123', (tx) => announce(tx, CHANGE));
          await inAnyTenant(name);
          await inAnyTenant(name);
        },
        false,
      );
      await expect(work).rejects.toThrow('duplicate key');
      expect(await exists(name)).toBe(false);
      expect(heardHere).toEqual([]);
    });

    it('goes on after one that failed and was caught, without what that one had done and announced', async () => {
      const [kept, lost] = [newName(), newName()];
      await systemDb.atomically(
        'several',
        async () => {
          const failing = tenantDb.run('0123', async (tx) => {
            await insert(tx, lost);
            await announce(tx, CHANGE);
            throw new Error('no');
          });
          await expect(failing).rejects.toThrow('no');
          await inAnyTenant(kept);
        },
        false,
      );
      expect([await exists(kept), await exists(lost)]).toEqual([true, false]);
      expect(heardHere).toEqual([]);
    });

    it('says in each whose it is, and who began it in between', async () => {
      const settings = await systemDb.atomically(
        'several',
        async (tx) => {
          const [inside] = await tenantDb.run('0123', async (inner) => {
            const [nested] = await systemDb.run('nested', (innermost) => innermost.query<object[]>(SETTINGS));
            return [nested, ...(await inner.query<object[]>(SETTINGS))].reverse();
          });
          await expect(tenantDb.run('4567', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
          return [inside, ...(await tx.query<object[]>(SETTINGS))];
        },
        false,
      );
      expect(settings).toEqual([
        { tenant: '0123', reason: '' },
        { tenant: '', reason: 'several' },
      ]);
    });

    it('answers a rehearsal and takes it back', async () => {
      const name = newName();
      const seen = await systemDb.atomically(
        'several',
        async () => {
          await inAnyTenant(name);
          await tenantDb.run('0123', (tx) => announce(tx, CHANGE));
          return tenantDb.run('0123', (tx) => tx.existsBy(InstanceVariable, { name }));
        },
        true,
      );
      expect([seen, await exists(name)]).toEqual([true, false]);
      expect(heardHere).toEqual([]);
    });

    it('is not joined by work that outlives it', async () => {
      const name = newName();
      const gate = aGate();
      const { later } = await systemDb.atomically(
        'several',
        () => Promise.resolve({ later: gate.opened.then(() => inAnyTenant(name)) }),
        false,
      );
      gate.open();
      await later;
      expect(await exists(name)).toBe(true);
    });

    it('does not begin within itself', async () => {
      const nested = () => systemDb.atomically('another', () => Promise.resolve(), false);
      await expect(systemDb.atomically('several', nested, false)).rejects.toThrow('is open already');
    });
  });
});
