import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { tryHoldAlone } from '../../database/exclusive-lock.js';
import { SystemDb } from '../../database/system-db.js';
import { Repeating } from '../../kernel/repeating.js';
import { Metrics } from '../../metrics/metrics.js';
import { JournalKeeper } from '../../usage/journal/journal-keeper.js';
import { Lookback } from '../metering/lookback.js';
import { BooksRepository, type Imbalances } from './books.repository.js';

const EVERY_MS = 60_000;
const WHOLE_EVERY_MS = 3_600_000;
/** One process looks at a time. */
const BOOKS_LOCK = 7_305_116_062;
const BALANCED: Imbalances = { granted: 0, closed: 0, usage: 0 };

/** Holds what was granted, spent and used against each other, all the time, and clears away what is over. */
@Injectable()
export class BooksCheck implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(BooksCheck.name);
  private readonly checks = new Repeating(
    () => this.look(),
    (failure) => this.logger.debug(`The books were not checked: ${failure}`),
  );
  private readonly lookback = new Lookback(WHOLE_EVERY_MS);
  private found = BALANCED;
  private checked = 0;

  constructor(
    private readonly systemDb: SystemDb,
    private readonly books: BooksRepository,
    metrics: Metrics,
    keeper: JournalKeeper,
  ) {
    metrics.watch({
      name: 'latchkey_books_imbalances',
      help: 'Windows of limits whose books do not balance, as last checked; anything but 0 is a fault',
      kind: 'gauge',
      aggregator: 'max',
      read: () => this.imbalances,
    });
    metrics.watch({
      name: 'latchkey_books_checks_total',
      help: 'Times that the books were checked',
      kind: 'counter',
      read: () => this.checked,
    });
    metrics.watch({
      name: 'latchkey_usage_pending_bytes',
      help: 'What of the usage journal is not in the tables yet',
      kind: 'gauge',
      read: () => keeper.pendingBytes,
    });
    metrics.watch({
      name: 'latchkey_usage_lost_lines_total',
      help: 'Lines of the usage journal that no disk or no table took; anything but 0 is a fault',
      kind: 'counter',
      read: () => keeper.lostLines,
    });
  }

  onModuleInit(): void {
    this.checks.start(EVERY_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.checks.stop();
  }

  /** Never rejects. @returns what does not balance */
  async check(): Promise<Imbalances> {
    await this.checks.run();
    return this.found;
  }

  private get imbalances(): number {
    return this.found.granted + this.found.closed + this.found.usage;
  }

  private async look(): Promise<void> {
    const look = await this.systemDb.run('check the books', async (tx) => {
      if (!(await tryHoldAlone(tx, BOOKS_LOCK))) return null;
      const begun = await this.lookback.begin(tx);
      this.found = await this.books.findImbalances(tx, begun.since);
      return begun;
    });
    if (look === null) return;
    this.checked += 1;
    const isBalanced = this.imbalances === 0;
    if (!isBalanced) this.logger.error(`The books do not balance: ${JSON.stringify(this.found)} windows`);
    let isMore = true;
    while (isMore) {
      isMore = await this.systemDb.run('clear away windows', (tx) => this.books.deleteOver(tx, look.since));
    }
    // What is wrong stays so, and is told of as long as it does.
    this.lookback.end(look, !isBalanced);
  }
}
