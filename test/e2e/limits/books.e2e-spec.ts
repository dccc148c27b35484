import { SystemDb } from '../../../src/database/system-db.js';
import type { Tx } from '../../../src/database/transactions.js';
import { AlertsRepository } from '../../../src/limits/alerts/alerts.repository.js';
import { BooksCheck } from '../../../src/limits/books/books-check.js';
import { BooksRepository } from '../../../src/limits/books/books.repository.js';
import { MeterStore } from '../../../src/limits/metering/meter-store.js';
import { heldLine } from '../../../src/usage/journal/journal-line.js';
import { JournalTables } from '../../../src/usage/journal/journal-tables.js';
import { aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { aJournal, aMeter, thisHour } from '../usage/ledger-world.js';

/** Windows of one. */
const PIECE = 20_000;
const BALANCED = { granted: 0, closed: 0, usage: 0 };
const UNBALANCED = { ...BALANCED, granted: 1 };

let testApp: TestApp;
let owner: Actor;
let meterId: string;
let journalId: string;

beforeAll(async () => {
  testApp = await startTestApp();
  owner = await aUser(testApp);
});

beforeEach(async () => {
  meterId = await aMeter(testApp, owner, { budgets: [{ unit: 'tokens', amount: 1_000, period: 'hour' }] });
  journalId = await aJournal(testApp);
  await testApp.app.get(MeterStore).lease(meterId, thisHour(), 10, 10, journalId);
});

afterAll(() => testApp.close());

const query = <T>(sql: string, values: unknown[] = []): Promise<T> => testApp.dataSource.query<T>(sql, values);
const check = () => testApp.app.get(BooksCheck).check();
/** As nothing that Latchkey does. */
const spoil = (by: number) =>
  query('UPDATE meter_windows SET granted = granted + $2 WHERE meter_id = $1', [meterId, by]);
const age = (interval: string) =>
  query('UPDATE meter_leases SET changed_at = now() - $2::interval WHERE meter_id = $1', [meterId, interval]);

/** What a journal says of a reservation. */
const held = (reserved: number) => Buffer.from(heldLine({ meterId, windowStart: thisHour(), reserved, spent: 0 }));

describe('the check of the books', () => {
  it('looks at what was changed, and at all for as long as something is wrong', async () => {
    expect(await check()).toEqual(BALANCED);
    await age('1 hour');
    await spoil(1);
    expect(await check()).toEqual(BALANCED);
    await age('4 minutes');
    expect(await check()).toEqual(UNBALANCED);
    await age('1 hour');
    expect(await check()).toEqual(UNBALANCED);
    expect(await check()).toEqual(UNBALANCED);
    await spoil(-1);
    expect(await check()).toEqual(BALANCED);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['more is granted', () => testApp.app.get(MeterStore).lease(meterId, thisHour(), 10, 10, journalId)],
    ['some of it goes back', () => testApp.app.get(MeterStore).change([{ meterId, windowStart: thisHour(), amount: -5 }], journalId)], // prettier-ignore
    ['it is spent', () => testApp.app.get(JournalTables).write(journalId, { from: 0, to: 90, lines: held(3) })],
    ['its journal is closed', () => testApp.app.get(JournalTables).close(journalId)],
  ])('sees a window again when %s', async (_, change) => {
    await check();
    await age('1 day');
    await change();
    await spoil(1);
    expect(await check()).toMatchObject({ granted: 1 });
    await spoil(-1);
  });
});

describe('a usual check of very many budgets', () => {
  const SINCE = new Date(Date.now() - 10 * 60_000);

  beforeAll(async () => {
    await query(
      `INSERT INTO limits (id, tenant_id, model, alert_url, alert_secret, updated_at)
       SELECT gen_random_uuid(), $1, 'model-' || i, 'http://127.0.0.1/', '', now() - interval '1 day'
       FROM generate_series(1, 5000) AS i`,
      [owner.tenantId],
    );
    await query(
      `INSERT INTO limit_meters (id, tenant_id, limit_id, unit, period, amount, alert_at_percent)
       SELECT gen_random_uuid(), tenant_id, id, 'tokens', 'day', 1000, '{80}' FROM limits WHERE model LIKE 'model-%'`,
    );
    await query(
      `INSERT INTO meter_windows (tenant_id, meter_id, window_start, granted, last_grant)
       SELECT tenant_id, id, date_trunc('day', now()) - days * interval '1 day', 900, 0
       FROM limit_meters, generate_series(0, 3) AS days WHERE alert_at_percent <> '{}'`,
    );
    await query(
      `INSERT INTO meter_leases (tenant_id, meter_id, window_start, journal_id, granted, changed_at)
       SELECT tenant_id, meter_id, window_start, gen_random_uuid(), 900, now() - interval '1 day'
       FROM meter_windows WHERE granted = 900`,
    );
    await query('ANALYZE limits, limit_meters, meter_windows, meter_leases');
  });

  /** Of the first statement. */
  const planOf = async (work: (tx: Tx) => Promise<unknown>): Promise<string | undefined> => {
    const plans: string[] = [];
    const explain = async (sql: string, values: unknown[]) => {
      const lines = await query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, values);
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
      return [];
    };
    await work({ query: explain } as unknown as Tx);
    return plans[0];
  };

  const READ_THROUGH = /Seq Scan on (limits|limit_meters|meter_windows|meter_leases)/;

  it('of the books finds the windows by what was changed', async () => {
    const plan = await planOf((tx) => testApp.app.get(BooksRepository).findImbalances(tx, SINCE));
    expect(plan).toContain('meter_leases_changed_idx');
    expect(plan).not.toMatch(READ_THROUGH);
  });

  it('for alerts finds the windows by what was used, and by the limits that were edited', async () => {
    const untold = [{ meterId, windowStart: new Date() }];
    const plan = await planOf((tx) => testApp.app.get(AlertsRepository).listDue(tx, SINCE, untold, 50));
    expect(plan).toContain('meter_leases_changed_idx');
    expect(plan).toContain('limits_updated_idx');
    expect(plan).not.toMatch(READ_THROUGH);
  });

  it('clears away what has begun at that time', async () => {
    const plan = await planOf((tx) => testApp.app.get(BooksRepository).deleteOver(tx, SINCE));
    expect(plan).toContain('meter_windows_start_idx');
    expect(plan).not.toContain('Seq Scan on meter_windows');
  });
});

describe('a whole check of very many budgets', () => {
  it('looks at the first and the last, in pieces', async () => {
    for (const order of ['ASC', 'DESC']) {
      await query(
        `UPDATE meter_windows SET granted = granted + 1 WHERE (meter_id, window_start) IN (
           SELECT meter_id, window_start FROM meter_windows ORDER BY meter_id ${order}, window_start ${order} LIMIT 1)`,
      );
    }
    const [{ count }] = await query<[{ count: number }]>('SELECT count(*)::int FROM meter_windows');
    expect(count).toBeGreaterThan(PIECE);
    const books = testApp.app.get(BooksRepository);
    const found = await testApp.app.get(SystemDb).run('test', (tx) => books.findImbalances(tx, null));
    expect(found).toEqual({ ...BALANCED, granted: 2 });
  });
});
