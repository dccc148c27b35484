import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { isUncertain } from '../../database/connection-failure.js';
import { UnavailableError } from '../../kernel/app-error.js';
import { Repeating } from '../../kernel/repeating.js';
import { JournalKeeper, SILENT_SECONDS } from '../../usage/journal/journal-keeper.js';
import type { Meter } from './meter.js';
import { MeterBook } from './meter-book.js';
import { MeterStore, type Holding } from './meter-store.js';
import { windowAt } from './windows.js';

const BALANCE_MS = 500;
/** In one statement. */
const MOST_AT_ONCE = 500;

/** What came of asking for more; `void` where the meter is gone, or what this process held was given back by others. */
export type Refill = 'granted' | 'refused' | 'void' | 'unavailable';

/** What this process holds of all meters: asked for when it is needed, and given back when it is not. */
@Injectable()
export class MeterBooks implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(MeterBooks.name);
  /** The newest of each meter. */
  private books = new Map<string, MeterBook>();
  /** Of former windows and amounts, until all their requests have ended. */
  private former = new Set<MeterBook>();
  private readonly refilling = new Map<MeterBook, Promise<Refill>>();
  private readonly balances = new Repeating(
    () => this.settle(),
    (failure) => this.logger.error(`What is held of limits was not settled: ${failure}`),
  );

  constructor(
    private readonly store: MeterStore,
    private readonly keeper: JournalKeeper,
  ) {
    keeper.whenReplaced(() => this.forget());
  }

  onModuleInit(): void {
    this.balances.start(BALANCE_MS);
  }

  /** Before the journal ends, which gives back what is left. */
  beforeApplicationShutdown(): Promise<void> {
    return this.balances.stop();
  }

  /** The book of the window that holds this moment, which may be a little ago. */
  at(meter: Meter, now: number): MeterBook {
    const current = this.find(meter, now);
    if (current) return current;
    const known = this.books.get(meter.id);
    if (known && now < known.window.start) return this.before(meter, now);
    if (known) this.former.add(known);
    const book = new MeterBook(meter.id, windowAt(meter.period, now), meter.amount);
    this.books.set(meter.id, book);
    return book;
  }

  /** The book of that moment, if there is one: nothing is opened for who only looks. */
  find(meter: Meter, now: number): MeterBook | null {
    const known = this.books.get(meter.id);
    const isOfNow = known && now < known.window.end && now >= known.window.start && known.amount === meter.amount;
    return isOfNow ? known : null;
  }

  /** Asks the database for more; one question at a time for each book, whoever waits. Never rejects. */
  refill(meter: Meter, book: MeterBook, need: number): Promise<Refill> {
    const running = this.refilling.get(book);
    if (running) return running;
    const asking = this.ask(meter, book, need).finally(() => this.refilling.delete(book));
    this.refilling.set(book, asking);
    return asking;
  }

  /** Gives back what is idle, and enters what was spent beyond what had been granted. */
  balance(): Promise<void> {
    return this.balances.run();
  }

  private before(meter: Meter, now: number): MeterBook {
    const isMeant = ({ meterId, window }: MeterBook): boolean =>
      meterId === meter.id && now >= window.start && now < window.end;
    const known = [...this.former].find(isMeant);
    if (known) return known;
    const book = new MeterBook(meter.id, windowAt(meter.period, now), meter.amount);
    this.former.add(book);
    return book;
  }

  private async ask(meter: Meter, book: MeterBook, need: number): Promise<Refill> {
    const journalId = this.keeper.journal.id;
    try {
      const lack = book.lackFor(need);
      const wish = book.nextWish(lack);
      const lease = () => this.store.lease(meter.id, book.window.start, lack, wish, journalId);
      let grant = await lease();
      if (
        grant?.granted === 0 &&
        meter.period === 'none' &&
        this.keeper.canTellSilence &&
        (await this.store.freeParallel(meter.id, SILENT_SECONDS, journalId))
      ) {
        grant = await lease();
      }
      if (grant === null || journalId !== this.keeper.journal.id) return 'void';
      if (grant.granted > 0) {
        book.granted(grant.granted, grant.grantedToAll);
        return 'granted';
      }
      book.refused(lack, grant.grantedToAll, performance.now());
      return 'refused';
    } catch (error) {
      if (!(error instanceof UnavailableError)) this.logger.error(`A limit could not be asked for: ${String(error)}`);
      return 'unavailable';
    }
  }

  private async settle(): Promise<void> {
    const now = Date.now();
    const changes: { book: MeterBook; holding: Holding }[] = [];
    for (const book of [...this.former, ...this.books.values()]) {
      const amount = this.refilling.has(book) ? 0 : book.takeBalance(now);
      if (amount !== 0)
        changes.push({ book, holding: { meterId: book.meterId, windowStart: book.window.start, amount } });
      else if (book.isOver(performance.now()) && !this.refilling.has(book)) this.drop(book);
    }
    if (changes.length === 0) return;
    // It was granted under this journal, though another one may be begun before all of it has gone back.
    const { id: journalId } = this.keeper.journal;
    while (changes.length > 0) await this.change(changes.splice(0, MOST_AT_ONCE), journalId);
  }

  private async change(changes: readonly { book: MeterBook; holding: Holding }[], journalId: string): Promise<void> {
    try {
      await this.store.change(
        changes.map(({ holding }) => holding),
        journalId,
      );
      for (const { book, holding } of changes) book.grantedToAll += holding.amount;
    } catch (error) {
      for (const { book, holding } of changes) if (isToRepeat(book, holding, error)) book.available -= holding.amount;
      this.logger.debug(`What is held of limits was not given back yet: ${String(error)}`);
    }
  }

  private drop(book: MeterBook): void {
    this.former.delete(book);
    if (this.books.get(book.meterId) === book) this.books.delete(book.meterId);
  }

  /** Others took this process for dead, and gave back what it held. */
  private forget(): void {
    this.books = new Map();
    this.former = new Set();
  }
}

/**
 * What went back must not go back twice: whoever got it has spent it. So where the database may have done it, it stays away.
 * Of parallel requests the database itself lets no more go back than is held.
 */
function isToRepeat({ window }: MeterBook, { amount }: Holding, error: unknown): boolean {
  return amount > 0 || window.end === Infinity || !isUncertain(error);
}
