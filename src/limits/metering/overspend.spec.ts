import type { JournalKeeper } from '../../usage/journal/journal-keeper.js';
import { LimitReachedError } from '../limit.errors.js';
import type { Admission } from './admission.js';
import { Admissions } from './admissions.js';
import type { CallerLimits, LimitSnapshots } from './limit-snapshots.js';
import type { Meter } from './meter.js';
import { MeterBooks } from './meter-books.js';
import type { Grant, Holding, MeterStore } from './meter-store.js';

/** Within one month, so that there is one window. */
const NOW = Date.UTC(2026, 10, 15);
const AMOUNT = 10_000;
const PROCESSES = 3;
const STEPS = 600;
const MODEL = 'm@OpenAI';

/** What the database does, in one place: see `meter-store.ts`. */
class Database {
  granted = 0;
  readonly leases = new Map<string, number>();
  private readonly closed = new Set<string>();

  /** As one process sees it. */
  storeOf(journalId: string): MeterStore {
    const store = {
      lease: (_meter: string, _start: number, need: number, wish: number): Promise<Grant> => {
        const left = AMOUNT - this.granted;
        const granted = need > left ? 0 : Math.max(need, Math.min(wish, Math.floor(left / 8)));
        this.give(journalId, granted);
        return later({ granted, grantedToAll: this.granted });
      },
      change: (holdings: readonly Holding[]): Promise<void> => {
        for (const { amount } of this.closed.has(journalId) ? [] : holdings) this.give(journalId, amount);
        return later(undefined);
      },
    };
    return store as unknown as MeterStore;
  }

  /** Its journal was read: what is spent or reserved stays, the rest goes back. */
  close(journalId: string, kept: number): void {
    this.closed.add(journalId);
    this.give(journalId, kept - (this.leases.get(journalId) ?? 0));
  }

  get leased(): number {
    return [...this.leases.values()].reduce((sum, each) => sum + each, 0);
  }

  private give(journalId: string, amount: number): void {
    this.granted += amount;
    this.leases.set(journalId, (this.leases.get(journalId) ?? 0) + amount);
  }
}

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(value)));

const METER: Meter = {
  id: '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10',
  unit: 'tokens',
  period: 'month',
  amount: AMOUNT,
  unknownSpend: 'deny',
  limit: { id: '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a11', keyId: null, model: null },
};
const LIMITS: CallerLimits = { meters: [METER], subjects: [] };

interface Running {
  admission: Admission;
  reserved: number;
  used: number;
  expected: number;
}

/** A process, with what its journal would say. */
class Process {
  readonly books: MeterBooks;
  private readonly admissions: Admissions;
  readonly running: Running[] = [];
  spent = 0;
  /** The largest of what requests used beyond what they were expected to. */
  error = 0;

  constructor(
    database: Database,
    readonly id: string,
  ) {
    const keeper = {
      whenReplaced: () => undefined,
      isConfirmed: true,
      journal: { id, change: () => undefined, whenWritten: () => Promise.resolve(true) },
    } as unknown as JournalKeeper;
    this.books = new MeterBooks(database.storeOf(id), keeper);
    this.admissions = new Admissions({} as LimitSnapshots, this.books, keeper);
  }

  async begin(expected: number, most: number, used: number): Promise<void> {
    try {
      const tokens = { expected, most };
      const admission = await this.admissions.admit(LIMITS, [{ model: MODEL, tokens, money: null }], NOW);
      this.running.push({ admission, used, expected, reserved: admission.holds[0]?.reserved ?? 0 });
    } catch (error) {
      if (!(error instanceof LimitReachedError)) throw error;
    }
  }

  end(index: number): void {
    const [ended] = this.running.splice(index, 1);
    if (!ended) return;
    ended.admission.settle({ wasSent: true, tokens: ended.used, costMicros: null, model: MODEL });
    this.spent += ended.used;
    if (ended.reserved < ended.used) this.error = Math.max(this.error, ended.used - ended.expected);
  }

  get reserved(): number {
    return this.running.reduce((sum, { reserved }) => sum + reserved, 0);
  }
}

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Random requests on random processes, some of which die. */
async function play(seed: number): Promise<{ spent: number; lost: number; bound: number; database: Database }> {
  const random = randomOf(seed);
  const database = new Database();
  const all: Process[] = [];
  const start = () => {
    const process = new Process(database, `journal-${all.length}`);
    all.push(process);
    return process;
  };
  const living = Array.from({ length: PROCESSES }, start);
  let lost = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const place = random(PROCESSES);
    const process = living[place] as Process;
    const what = random(100);
    if (what < 55) {
      // Several at once, which wait for the database together.
      const most = 1 + random(600);
      const begun = Array.from({ length: 1 + random(4) }, () => {
        return process.begin(Math.ceil(most / (1 + random(6))), most, random(most + 1));
      });
      await Promise.all(begun);
    } else if (what < 90) process.end(random(process.running.length || 1));
    else if (what < 98) await process.books.balance();
    else {
      lost += process.reserved;
      database.close(process.id, process.spent + process.reserved);
      process.running.length = 0;
      living[place] = start();
    }
    expect(database.granted).toBe(database.leased);
  }
  for (const process of living) {
    while (process.running.length > 0) process.end(0);
    // Once for what is idle only then.
    for (const _ of [1, 2]) await process.books.balance();
  }
  const spent = all.reduce((sum, process) => sum + process.spent, 0);
  return { spent, lost, database, bound: all.reduce((sum, process) => sum + process.error, 0) };
}

describe('a budget that several processes share', () => {
  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    'is overspent by one request’s error for each process at most, and balances (seed %i)',
    async (seed) => {
      const { spent, lost, bound, database } = await play(seed);
      expect(spent + lost).toBeLessThanOrEqual(AMOUNT + bound);
      expect(database.granted).toBe(spent + lost);
      expect(database.leased).toBe(spent + lost);
      // It was worth the trouble: the budget was used up, or nearly.
      expect(spent + lost).toBeGreaterThan(AMOUNT * 0.9);
    },
  );
});
