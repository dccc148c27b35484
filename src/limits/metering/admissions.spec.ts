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

const BUDGET: Meter = {
  ...{ id: 'meter', unit: 'tokens', period: 'month', amount: 1000, unknownSpend: 'deny' },
  limit: { id: 'limit', keyId: null, model: null },
};

describe('a budget that has not enough left', () => {
  let admissions: Admissions;

  beforeEach(() => {
    let left = BUDGET.amount;
    const journal = { id: 'own', change: () => undefined, whenWritten: () => Promise.resolve(true) };
    const keeper = { isConfirmed: true, whenReplaced: () => undefined, journal } as unknown as JournalKeeper;
    const lease = (_meter: string, _start: number, need: number): Promise<Grant> => {
      const granted = need > left ? 0 : need;
      left -= granted;
      return Promise.resolve({ granted, grantedToAll: BUDGET.amount - left });
    };
    admissions = new Admissions(
      {} as LimitSnapshots,
      new MeterBooks({ lease } as unknown as MeterStore, keeper),
      keeper,
    );
  });

  const admit = async (expected: number, most: number) => {
    const demands = [{ model: 'm@OpenAI', tokens: { expected, most }, money: null }];
    return admissions.admit({ meters: [BUDGET], subjects: [] }, demands, NOW);
  };

  it('says so where a request that is being answered will give some back', async () => {
    await admit(400, 950);
    await expect(admit(400, 950)).rejects.toMatchObject({
      message: 'The tenant may use 1000 tokens a month, and a request that is being answered may use up the rest',
      retryAfterSeconds: 1,
      isLasting: false,
    });
  });

  it('says how much is left where that is too little', async () => {
    const admission = await admit(400, 700);
    admission.settle({ wasSent: true, tokens: 700, costMicros: null, model: 'm@OpenAI' });
    await expect(admit(400, 950)).rejects.toMatchObject({
      message:
        'The tenant may use 1000 tokens a month, of which 300 tokens are left, and this request may use 400 tokens; a chat with a smaller max_tokens may use less; it begins anew at 2026-12-01T00:00:00.000Z',
      isLasting: true,
    });
  });

  it('says when it begins anew where it was used', async () => {
    const admission = await admit(400, 1000);
    admission.settle({ wasSent: true, tokens: 1000, costMicros: null, model: 'm@OpenAI' });
    await expect(admit(400, 950)).rejects.toMatchObject({
      message: 'The tenant may use 1000 tokens a month, which is used up; it begins anew at 2026-12-01T00:00:00.000Z',
      retryAfterSeconds: 16 * 86_400,
      isLasting: true,
    });
  });
});

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
