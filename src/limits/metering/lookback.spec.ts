import type { Tx } from '../../database/transactions.js';
import { Lookback } from './lookback.js';

const HOUR_MS = 3_600_000;

describe('a check', () => {
  let lookback: Lookback;

  beforeEach(() => {
    lookback = new Lookback(HOUR_MS);
  });

  /** @param time of the database. @returns since when it looks; null: at all windows */
  const look = async (time: string, { isWholeNext = false, fails = false } = {}): Promise<string | null> => {
    const at = new Date(`2026-11-15T${time}Z`);
    const begun = await lookback.begin({ query: () => Promise.resolve([{ at }]) } as unknown as Tx);
    if (!fails) lookback.end(begun, isWholeNext);
    return begun.since?.toISOString().slice(11, 19) ?? null;
  };

  it('looks at all windows first, and then at those changed since a while before the last time', async () => {
    expect(await look('10:00:00')).toBeNull();
    expect(await look('10:01:00')).toBe('09:55:00');
    expect(await look('10:02:00')).toBe('09:56:00');
  });

  it('looks at all windows again after an hour', async () => {
    await look('10:00:00');
    expect(await look('10:59:59')).toBe('09:55:00');
    expect(await look('11:00:00')).toBeNull();
    expect(await look('11:01:00')).toBe('10:55:00');
  });

  it('looks at all windows again when it is told to', async () => {
    await look('10:00:00');
    expect(await look('10:01:00', { isWholeNext: true })).toBe('09:55:00');
    expect(await look('10:02:00', { isWholeNext: true })).toBeNull();
    expect(await look('10:03:00')).toBeNull();
    expect(await look('10:04:00')).toBe('09:58:00');
  });

  it('looks as far back as before when it has failed', async () => {
    expect(await look('10:00:00', { fails: true })).toBeNull();
    expect(await look('10:01:00')).toBeNull();
    expect(await look('10:02:00', { fails: true })).toBe('09:56:00');
    expect(await look('10:03:00')).toBe('09:56:00');
  });

  it('looks at all windows when the clock was set back', async () => {
    await look('10:00:00');
    expect(await look('09:59:00')).toBeNull();
  });
});
