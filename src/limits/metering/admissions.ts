import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../../kernel/app-error.js';
import { JournalKeeper } from '../../usage/journal/journal-keeper.js';
import type { UsageJournal } from '../../usage/journal/usage-journal.js';
import {
  almostReached,
  LimitReachedError,
  LimitsChangedError,
  reached,
  tooMuch,
  unknownPrice,
} from '../limit.errors.js';
import { Admission, isOf, type Hold } from './admission.js';
import { dearest, type Demand, type Foreseen } from './demand.js';
import { LimitSnapshots, type CallerLimits, type LimitedCaller } from './limit-snapshots.js';
import { isBudget, type Meter } from './meter.js';
import type { MeterBook } from './meter-book.js';
import { MeterBooks } from './meter-books.js';

/** What one meter is asked for. */
interface Wanted {
  meter: Meter;
  amount: Foreseen;
}

const ONE: Foreseen = { expected: 1, most: 1 };
const NOTHING: Foreseen = { expected: 0, most: 0 };

/**
 * The one door before dispatch: a request goes through when all limits of its caller have something left for it, and
 * takes it from them before it is sent off. What a budget gives is noted in the journal first.
 *
 * A budget gives the most that a request can use; where it has not so much left, what requests like it use, and then to
 * one request of this process at a time. So it is never overspent by more than one request's error for each process.
 */
@Injectable()
export class Admissions {
  constructor(
    private readonly snapshots: LimitSnapshots,
    private readonly books: MeterBooks,
    private readonly keeper: JournalKeeper,
  ) {}

  /** The caller's limits: at once where they are known, which they mostly are. @throws UnavailableError */
  limitsOf(caller: LimitedCaller): CallerLimits | Promise<CallerLimits | null> {
    return this.snapshots.peek(caller) ?? this.snapshots.find(caller);
  }

  /** The same, as they are from now on. @throws UnavailableError */
  newestLimitsOf(caller: LimitedCaller): Promise<CallerLimits | null> {
    return this.snapshots.readAgain(caller);
  }

  /**
   * Lets a request through that may use any of these models. At once where enough is at hand.
   * @throws LimitReachedError, LimitsChangedError, and UnavailableError when a budget can't be asked
   */
  admit(limits: CallerLimits, demands: readonly Demand[], now: number): Admission | Promise<Admission> {
    const wanted = wantedOf(limits, demands);
    const holds: Hold[] = [];
    for (const want of wanted) {
      const book = this.books.at(want.meter, now);
      if (this.isInDoubt(want.meter) || !this.take(want, book, want.amount.most, false, holds)) {
        return this.wait(wanted.slice(holds.length), holds, now);
      }
    }
    return this.note(holds);
  }

  /** Others may have taken this process for dead, and given what it holds of a budget to somebody else. */
  private isInDoubt(meter: Meter): boolean {
    return isBudget(meter) && !this.keeper.isConfirmed;
  }

  private take({ meter }: Wanted, book: MeterBook, amount: number, isLoose: boolean, holds: Hold[]): boolean {
    if (!book.take(amount)) return false;
    if (isLoose) book.loose += 1;
    holds.push({ meter, book, reserved: amount, isLoose });
    return true;
  }

  private async wait(wanted: readonly Wanted[], holds: Hold[], now: number): Promise<Admission> {
    try {
      for (const want of wanted) await this.obtain(want, holds, now);
    } catch (error) {
      release(holds);
      throw error;
    }
    return this.note(holds);
  }

  private async obtain(want: Wanted, holds: Hold[], now: number): Promise<void> {
    const { meter, amount } = want;
    const book = this.books.at(meter, now);
    if (amount.expected > meter.amount) throw tooMuch(meter, amount.expected);
    if (this.isInDoubt(meter)) {
      this.goWithout(meter, book, amount.most, holds);
      return;
    }
    if (await this.obtainAmount(want, book, amount.most, false, holds)) return;
    if (amount.expected >= amount.most) throw reached(meter, book.window, now);
    if (book.loose > 0) throw almostReached(meter);
    if (await this.obtainAmount(want, book, amount.expected, true, holds)) return;
    // What requests have reserved comes back, but for what they use.
    const mayComeBack = book.available + book.reserved >= amount.expected;
    if (book.loose > 0 || mayComeBack) throw almostReached(meter);
    throw reached(meter, book.window, now, { amount: book.remaining, needed: amount.expected });
  }

  /** @returns false when it is not to be had */
  private async obtainAmount(
    want: Wanted,
    book: MeterBook,
    amount: number,
    isLoose: boolean,
    holds: Hold[],
  ): Promise<boolean> {
    for (;;) {
      if (isLoose && book.loose > 0) return false;
      if (this.take(want, book, amount, isLoose, holds)) return true;
      if (book.isRefused(amount, performance.now())) return false;
      const refill = await this.books.refill(want.meter, book, amount);
      if (refill === 'void') throw new LimitsChangedError();
      if (refill === 'unavailable') {
        this.goWithout(want.meter, book, amount, holds);
        return true;
      }
    }
  }

  /** The database is away. Bursts are none of its business; whether a budget may go on is the operator's to say. */
  private goWithout(meter: Meter, book: MeterBook, amount: number, holds: Hold[]): void {
    if (isBudget(meter) && meter.unknownSpend === 'deny') {
      throw new UnavailableError('What has been spent of a budget can not be asked for at the moment');
    }
    if (!isBudget(meter) && amount - book.available > meter.amount) {
      throw reached(meter, book.window, Date.now());
    }
    book.takeUnasked(amount);
    holds.push({ meter, book, reserved: amount, isLoose: false });
  }

  /** Before the request is sent off: what a process that dies had reserved counts as spent. */
  private note(holds: readonly Hold[]): Admission | Promise<Admission> {
    const { journal } = this.keeper;
    let hasBudget = false;
    for (const { meter, book, reserved } of holds) {
      if (!isBudget(meter)) continue;
      journal.change(book.tally, reserved, 0);
      hasBudget = true;
    }
    return hasBudget ? this.written(journal, holds) : new Admission(holds, this.keeper);
  }

  private async written(journal: UsageJournal, holds: readonly Hold[]): Promise<Admission> {
    if (await journal.whenWritten()) return new Admission(holds, this.keeper);
    release(holds);
    for (const { meter, book, reserved } of holds) if (isBudget(meter)) journal.change(book.tally, -reserved, 0);
    throw new UnavailableError('What a budget gives can not be written down at the moment');
  }
}

/** Nothing was sent off. */
function release(holds: readonly Hold[]): void {
  for (const { book, reserved, isLoose } of holds) {
    book.settle(reserved, 0);
    if (isLoose) book.loose -= 1;
  }
}

function wantedOf({ meters }: CallerLimits, demands: readonly Demand[]): Wanted[] {
  const ofAny = dearest(demands);
  const wanted: Wanted[] = [];
  for (const meter of meters) {
    const { model } = meter.limit;
    const demand = model === null ? ofAny : dearest(demands.filter((each) => isOf(model, each.model)));
    if (demand) wanted.push({ meter, amount: amountFor(meter, demand) });
  }
  return wanted;
}

/** What a meter is asked for by a request. @throws LimitReachedError where it can't be known what that is */
export function amountFor(meter: Meter, { model, tokens, money }: Demand): Foreseen {
  switch (meter.unit) {
    case 'requests':
    case 'parallel':
      return ONE;
    case 'tokens':
      return isBudget(meter) ? tokens : { expected: tokens.expected, most: tokens.expected };
    case 'money':
      if (money !== null) return money;
      if (meter.unknownSpend === 'deny') throw unknownPrice(meter, model);
      return NOTHING;
  }
}

/** Whether it is a limit on some models alone, so that others may still do. */
export function isOfModel(error: unknown): error is LimitReachedError {
  return error instanceof LimitReachedError && error.meter.limit.model !== null;
}
