import { UnavailableError } from '../../kernel/app-error.js';
import type { JournalKeeper } from '../../usage/journal/journal-keeper.js';
import type { UnknownSpend } from '../limit.entities.js';
import { Admissions } from './admissions.js';
import type { LimitSnapshots } from './limit-snapshots.js';
import type { Meter } from './meter.js';
import { MeterBooks } from './meter-books.js';
import type { Grant, MeterStore } from './meter-store.js';

const NOW = Date.UTC(2026, 10, 15);
const NEEDED = 10;

describe('a process that others may have taken for dead', () => {
  let keeper: { isConfirmed: boolean };
  let admissions: Admissions;
  let asked: number;

  beforeEach(() => {
    asked = 0;
    const journal = { id: 'own', change: () => undefined, whenWritten: () => Promise.resolve(true) };
    const living = { isConfirmed: true, whenReplaced: () => undefined, journal };
    const lease = (): Promise<Grant> => {
      asked += 1;
      return Promise.resolve({ granted: 10 * NEEDED, grantedToAll: 10 * NEEDED });
    };
    const books = new MeterBooks({ lease } as unknown as MeterStore, living as unknown as JournalKeeper);
    admissions = new Admissions({} as LimitSnapshots, books, living as unknown as JournalKeeper);
    keeper = living;
  });

  const meterOf = (period: Meter['period'], unknownSpend: UnknownSpend): Meter => ({
    ...{ id: 'meter', unit: 'tokens', period, amount: 1000, unknownSpend },
    limit: { id: 'limit', keyId: null, model: null },
  });

  /** @returns what is reserved */
  const admit = async (meter: Meter): Promise<number | undefined> => {
    const tokens = { expected: NEEDED, most: NEEDED };
    const demands = [{ model: 'm@OpenAI', tokens, money: null }];
    const { holds } = await admissions.admit({ meters: [meter], subjects: [] }, demands, NOW);
    return holds[0]?.reserved;
  };

  it('gives nothing of its slice of a budget, until its journal is confirmed', async () => {
    const meter = meterOf('month', 'deny');
    expect(await admit(meter)).toBe(NEEDED);
    keeper.isConfirmed = false;
    await expect(admit(meter)).rejects.toThrow(
      new UnavailableError('What has been spent of a budget can not be asked for at the moment'),
    );
    keeper.isConfirmed = true;
    expect(await admit(meter)).toBe(NEEDED);
    expect(asked).toBe(1);
  });

  it.each<[string, Meter['period'], UnknownSpend]>([
    ['a budget that may go on without', 'month', 'allow'],
    ['a rate, which ends by itself', 'minute', 'deny'],
  ])('gives of %s', async (_, period, unknownSpend) => {
    const meter = meterOf(period, unknownSpend);
    expect(await admit(meter)).toBe(NEEDED);
    keeper.isConfirmed = false;
    expect(await admit(meter)).toBe(NEEDED);
    expect(asked).toBe(1);
  });
});
