import type { UsageJournal } from '../../usage/journal/usage-journal.js';
import { isBudget, type Meter } from './meter.js';
import type { MeterBook } from './meter-book.js';

/** What a request used, once it is over. */
export interface Spent {
  /** Whether a provider was asked. */
  wasSent: boolean;
  tokens: number;
  /** Null when nobody knows. */
  costMicros: number | null;
  /** `name@Factory` of the model that was asked; null when none was. */
  model: string | null;
}

/** What one meter has given to a request. */
export interface Hold {
  meter: Meter;
  book: MeterBook;
  reserved: number;
  /** It may turn out to need more. */
  isLoose: boolean;
}

/** Whoever has a journal. */
interface JournalWriter {
  readonly journal: Pick<UsageJournal, 'change'>;
}

/** A request that its limits let through, until it is over. */
export class Admission {
  private isOver = false;

  /** @param writer of what budgets are told; with the journal of the moment, for another may be begun meanwhile */
  constructor(
    readonly holds: readonly Hold[],
    private readonly writer: JournalWriter,
  ) {}

  /** Ends it, once, and notes that in the journal. */
  settle(spent: Spent): void {
    if (this.isOver) return;
    this.isOver = true;
    const { journal } = this.writer;
    for (const { meter, book, reserved, isLoose } of this.holds) {
      const used = spentOf(meter, spent);
      book.settle(reserved, used);
      if (isLoose) book.loose -= 1;
      if (isBudget(meter)) journal.change(book.tally, -reserved, used);
    }
  }
}

function spentOf({ unit, limit }: Meter, { wasSent, tokens, costMicros, model }: Spent): number {
  if (limit.model !== null && (model === null || !isOf(limit.model, model))) return 0;
  switch (unit) {
    case 'requests':
      return wasSent ? 1 : 0;
    case 'tokens':
      return tokens;
    case 'money':
      return costMicros ?? 0;
    case 'parallel':
      return 0;
  }
}

/** Limits name models with or without their factory. @param fullName `name@Factory` */
export function isOf(named: string, fullName: string): boolean {
  return named === fullName || named === fullName.slice(0, fullName.lastIndexOf('@'));
}
