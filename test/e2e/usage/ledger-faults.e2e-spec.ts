import { existsSync } from 'node:fs';
import { UnavailableError } from '../../../src/kernel/app-error.js';
import { BooksCheck } from '../../../src/limits/books/books-check.js';
import { MeterStore } from '../../../src/limits/metering/meter-store.js';
import { HeldTally } from '../../../src/usage/journal/held-tally.js';
import { JournalKeeper } from '../../../src/usage/journal/journal-keeper.js';
import { journalPath } from '../../../src/usage/journal/journal-files.js';
import { heldLine, usageLine } from '../../../src/usage/journal/journal-line.js';
import { JournalTables } from '../../../src/usage/journal/journal-tables.js';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { eventually } from '../../support/eventually.js';
import { aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { aUsageRecord } from '../../support/usage-records.js';
import { aJournal, aMeter, thisHour } from './ledger-world.js';

let testApp: TestApp;
let tables: JournalTables;
let store: MeterStore;
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  tables = testApp.app.get(JournalTables);
  store = testApp.app.get(MeterStore);
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const pieceOf = (lines: readonly string[]) => {
  const bytes = Buffer.from(lines.join('\n'));
  return { from: 0, to: bytes.length + 1, lines: bytes };
};
const countEvents = async (tenantId: string) => {
  const [row] = await testApp.dataSource.query<[{ count: number }]>(
    'SELECT count(*)::int FROM usage_events WHERE tenant_id = $1',
    [tenantId],
  );
  return row.count;
};
const granted = async (meterId: string) => {
  const rows = await testApp.dataSource.query<{ granted: number; leased: number }[]>(
    `SELECT w.granted::int, (SELECT coalesce(sum(l.granted), 0)::int FROM meter_leases l WHERE l.meter_id = w.meter_id) AS leased
     FROM meter_windows w WHERE w.meter_id = $1`,
    [meterId],
  );
  return rows[0];
};
const spent = async (meterId: string) => {
  const [row] = await testApp.dataSource.query<[{ spent: number }]>(
    'SELECT spent::int FROM meter_leases WHERE meter_id = $1',
    [meterId],
  );
  return row.spent;
};
/** By somebody else, who changes it, and then does not. */
const whileWindowIsHeld = async (meterId: string, step: () => Promise<void>) => {
  const holder = testApp.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query('UPDATE meter_windows SET granted = granted WHERE meter_id = $1', [meterId]);
  await step();
  await holder.rollbackTransaction();
  await holder.release();
};
const ROUNDS = 50;
const MANY_TOKENS = { budgets: [{ unit: 'tokens', amount: 1_000_000, period: 'hour' }] };
const TEN_TOKENS = { budgets: [{ unit: 'tokens', amount: 1_000, period: 'hour' }] };

describe('a journal', () => {
  it('goes on after a line of a time that has no place in the tables', async () => {
    const { tenantId } = aUsageRecord();
    const times = [0, Date.now(), Date.UTC(2200, 0, 1)];
    const lines = times.map((at) => usageLine(aUsageRecord({ tenantId, at })));
    const piece = pieceOf(lines);
    const { written, rejected } = await tables.write(await aJournal(testApp), piece);
    expect(written).toBe(piece.to);
    expect(rejected).toEqual([lines[0], lines[2]]);
    expect(await countEvents(tenantId)).toBe(1);
  });

  it('goes on after a line that does not tell what is held', async () => {
    const { tenantId } = aUsageRecord();
    const damaged = ['{"x":[1]}', '{"h":[null]}', '{"x":[{"h":[1]}]}', '{"h":[{"m":"1","w":1,"r":0.5,"s":1}]}'];
    const lines = [...damaged, usageLine(aUsageRecord({ tenantId }))];
    const piece = pieceOf(lines);
    expect(await tables.write(await aJournal(testApp), piece)).toEqual({ written: piece.to, rejected: damaged });
    expect(await countEvents(tenantId)).toBe(1);
  });

  it('takes of what a turn told all but what does not fit, request by request and budget by budget', async () => {
    const { tenantId } = aUsageRecord();
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const change = { meterId, windowStart: thisHour(), reserved: 0, spent: 7 };
    const usage = () => usageLine(aUsageRecord({ tenantId }));
    const lost = [
      heldLine({ ...change, spent: 1e17 }),
      usageLine(aUsageRecord({ tenantId, at: 0 })),
      '{"i":"no more"}',
    ];
    const [tooMuch = '', tooEarly = '', tooLittle = ''] = lost;
    const told = [usage(), tooEarly, heldLine(change), tooMuch, tooLittle, heldLine(change)];
    const journalId = await aJournal(testApp);
    const piece = pieceOf([usage(), told.join(), usage()]);
    const { written, rejected } = await tables.write(journalId, piece);
    expect(written).toBe(piece.to);
    expect(rejected).toEqual([tooEarly, tooMuch, tooLittle]);
    expect(await spent(meterId)).toBe(14);
    expect(await countEvents(tenantId)).toBe(3);
  });

  it('is read again when a limit that it tells of was deleted meanwhile', async () => {
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const { tenantId } = aUsageRecord();
    const settled = heldLine({ meterId, windowStart: thisHour(), reserved: 0, spent: 1 });
    const piece = pieceOf([usageLine(aUsageRecord({ tenantId })), settled]);
    const journalId = await aJournal(testApp);
    const deleter = testApp.dataSource.createQueryRunner();
    await deleter.startTransaction();
    await deleter.query('DELETE FROM limits WHERE id = (SELECT limit_id FROM limit_meters WHERE id = $1)', [meterId]);
    const writing = tables.write(journalId, piece).then(
      () => 'written',
      (error: unknown) => String(error),
    );
    await eventually(async () => {
      const waiting = await testApp.dataSource.query<object[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await deleter.commitTransaction();
    await deleter.release();
    expect(await writing).toMatch(/foreign key constraint/);
    expect(await tables.write(journalId, piece)).toEqual({ written: piece.to, rejected: [] });
    expect(await countEvents(tenantId)).toBe(1);
  });

  it('of a process that was taken for dead loses nothing, and balances', async () => {
    const keeper = testApp.app.get(JournalKeeper);
    const recorder = testApp.app.get(UsageRecorder);
    const { journal } = keeper;
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const windowStart = thisHour();
    const { tenantId } = owner;
    const tally = new HeldTally(meterId, windowStart);
    await store.lease(meterId, windowStart, 100, 100, journal.id);
    journal.change(tally, 60, 0);
    await keeper.drain();
    await tables.close(journal.id);
    journal.change(tally, -60, 15);
    recorder.record(aUsageRecord({ tenantId }));
    await keeper.tend();
    recorder.record(aUsageRecord({ tenantId }));
    await keeper.drain();
    expect(keeper.journal.id).not.toBe(journal.id);
    expect(await countEvents(tenantId)).toBe(2);
    expect(await granted(meterId)).toEqual({ granted: 15, leased: 15 });
    expect(existsSync(journalPath(journal.folder, journal.id, 0))).toBe(false);
    expect(await testApp.app.get(BooksCheck).check()).toMatchObject({ granted: 0, closed: 0 });
  });

  it('takes nothing more from limits once others have closed it', async () => {
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const journalId = await aJournal(testApp);
    await tables.close(journalId);
    expect(await store.lease(meterId, thisHour(), 10, 40, journalId)).toBeNull();
    expect(await granted(meterId)).toBeUndefined();
  });
});

describe('what processes hold', () => {
  it('is entered where it was used before anybody opened the window', async () => {
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    await store.change([{ meterId, windowStart: thisHour(), amount: 25 }], await aJournal(testApp));
    expect(await granted(meterId)).toEqual({ granted: 25, leased: 25 });
  });

  it('grow by nothing that nobody was told of, when somebody else holds the window for too long', async () => {
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const journalId = await aJournal(testApp);
    await store.lease(meterId, thisHour(), 10, 10, journalId);
    await whileWindowIsHeld(meterId, () =>
      expect(store.lease(meterId, thisHour(), 20, 80, journalId)).rejects.toThrow(UnavailableError),
    );
    await eventually(async () => {
      const atWork = await testApp.dataSource.query<object[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'latchkey-direct' AND state = 'active'`,
      );
      expect(atWork).toHaveLength(0);
    });
    expect(await granted(meterId)).toEqual({ granted: 10, leased: 10 });
  });

  it('is settled while somebody asks for more of the same', async () => {
    const meterId = await aMeter(testApp, owner, TEN_TOKENS);
    const journalId = await aJournal(testApp);
    await store.lease(meterId, thisHour(), 10, 10, journalId);
    const piece = pieceOf([heldLine({ meterId, windowStart: thisHour(), reserved: 0, spent: 7 })]);
    await whileWindowIsHeld(meterId, async () => {
      expect((await tables.write(journalId, piece)).written).toBe(piece.to);
    });
    expect(await spent(meterId)).toBe(7);
  });

  it('is asked for, settled and given back at once without anybody waiting in a circle', async () => {
    const meterIds = await Promise.all([1, 2, 3].map(() => aMeter(testApp, owner, MANY_TOKENS)));
    const journalId = await aJournal(testApp);
    const windowStart = thisHour();
    await Promise.all(meterIds.map((id) => store.lease(id, windowStart, 2 * ROUNDS, 2 * ROUNDS, journalId)));
    const held = meterIds.map((meterId) => ({ meterId, windowStart, reserved: 0, spent: 1 }));
    const { lines, to: length } = pieceOf([held.reverse().map(heldLine).join()]);
    const settling = async () => {
      for (let from = 0; from < ROUNDS * length; from += length) {
        const to = from + length;
        expect(await tables.write(journalId, { from, to, lines })).toEqual({ written: to, rejected: [] });
      }
    };
    const asking = async (meterId: string) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        expect(await store.lease(meterId, windowStart, 3, 3, journalId)).toMatchObject({ granted: 3 });
      }
    };
    const back = (ids: readonly string[]) => ids.map((meterId) => ({ meterId, windowStart, amount: -1 }));
    const giving = async (ids: readonly string[]) => {
      for (let round = 0; round < ROUNDS; round += 1) await store.change(back(ids), journalId);
    };
    await Promise.all([settling(), ...meterIds.map(asking), giving(meterIds), giving([...meterIds].reverse())]);
    for (const meterId of meterIds) {
      expect(await granted(meterId)).toEqual({ granted: 3 * ROUNDS, leased: 3 * ROUNDS });
      expect(await spent(meterId)).toBe(ROUNDS);
    }
  });

  it('of parallel requests goes back once, though a silent process returns', async () => {
    const meterId = await aMeter(testApp, owner, { parallel_requests: 4 });
    const [silent, asking] = [await aJournal(testApp), await aJournal(testApp)];
    await store.lease(meterId, 0, 4, 4, silent);
    await testApp.dataSource.query(`UPDATE usage_journals SET seen_at = now() - interval '1 minute'`);
    expect(await store.freeParallel(meterId, 15, silent)).toBe(false);
    expect(await store.freeParallel(meterId, 15, asking)).toBe(true);
    await store.lease(meterId, 0, 3, 3, asking);
    await store.change([{ meterId, windowStart: 0, amount: -4 }], silent);
    expect(await granted(meterId)).toEqual({ granted: 3, leased: 3 });
    await store.change([{ meterId, windowStart: 0, amount: -1 }], asking);
    expect(await granted(meterId)).toEqual({ granted: 2, leased: 2 });
  });
});
