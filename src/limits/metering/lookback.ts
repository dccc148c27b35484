import type { Tx } from '../../database/transactions.js';

/** Changes are noted to the minute, by transactions that may take longer than that. */
const OVERLAP_MS = 5 * 60_000;

/** What one check looks at. */
export interface Look {
  /** By the database's clock, as all times here. */
  at: Date;
  /** At windows that were changed since; null: at all. */
  since: Date | null;
}

/**
 * From when on a check that comes again and again has to look: at all windows the first time and now and then, else at
 * what was changed since the last time. Each process has its own, so what one has looked at others look at once more.
 */
export class Lookback {
  private last: Date | null = null;
  private lastWhole: Date | null = null;

  constructor(private readonly wholeEveryMs: number) {}

  async begin(tx: Tx): Promise<Look> {
    const [{ at }] = await tx.query<[{ at: Date }]>('SELECT now() AS at');
    const { last, lastWhole } = this;
    const isWhole = !last || !lastWhole || at < last || at.getTime() - lastWhole.getTime() >= this.wholeEveryMs;
    return { at, since: isWhole ? null : new Date(last.getTime() - OVERLAP_MS) };
  }

  /** To be called when the look has succeeded. @param isWholeNext whether the next one is to look at all windows */
  end({ at, since }: Look, isWholeNext: boolean): void {
    this.last = isWholeNext ? null : at;
    if (since === null) this.lastWhole = at;
  }
}
