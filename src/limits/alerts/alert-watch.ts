import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { tryHoldAlone } from '../../database/exclusive-lock.js';
import { SystemDb } from '../../database/system-db.js';
import { messageOf } from '../../kernel/message-of.js';
import { Repeating } from '../../kernel/repeating.js';
import { Lookback } from '../metering/lookback.js';
import { AlertSender } from './alert-sender.js';
import { AlertsRepository, type DueAlert, type DueWindow } from './alerts.repository.js';

const EVERY_MS = 10_000;
const WHOLE_EVERY_MS = 10 * 60_000;
const MOST_AT_ONCE = 50;
/** Where more are due, they have to be looked for among all again. */
const MOST_DUE = 1_000;
/** One process looks at a time, so that nobody is told by all of them. */
const ALERTS_LOCK = 7_305_116_060;

/** Tells of budgets that have come to a share of theirs: each once, and again as long as it is not taken. */
@Injectable()
export class AlertWatch implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(AlertWatch.name);
  private readonly looks = new Repeating(
    () => this.tellAll(),
    (failure) => this.logger.debug(`Budgets were not looked at: ${failure}`),
  );

  private readonly lookback = new Lookback(WHOLE_EVERY_MS);
  /** Due as of the last time, and told to nobody since. */
  private untold: readonly DueWindow[] = [];

  constructor(
    private readonly systemDb: SystemDb,
    private readonly alerts: AlertsRepository,
    private readonly sender: AlertSender,
  ) {}

  onModuleInit(): void {
    this.looks.start(EVERY_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.looks.stop();
  }

  /** Never rejects. */
  look(): Promise<void> {
    return this.looks.run();
  }

  private async tellAll(): Promise<void> {
    const looked = await this.systemDb.run('tell of budgets that are used', async (tx) => {
      if (!(await tryHoldAlone(tx, ALERTS_LOCK))) return null;
      const look = await this.lookback.begin(tx);
      const due = await this.alerts.listDue(tx, look.since, this.untold, MOST_DUE);
      const told = await Promise.all(due.slice(0, MOST_AT_ONCE).map((alert) => this.tell(alert)));
      for (const alert of due.filter((_, index) => told[index])) await this.alerts.markTold(tx, alert);
      return { look, due, untold: due.filter((_, index) => !told[index]) };
    });
    if (looked === null) return;
    this.untold = looked.untold;
    this.lookback.end(looked.look, looked.due.length === MOST_DUE);
  }

  private async tell(alert: DueAlert): Promise<boolean> {
    try {
      await this.sender.send(alert);
      return true;
    } catch (error) {
      this.logger.warn(`The alert of limit ${alert.limitId} was not taken: ${messageOf(error)}`);
      return false;
    }
  }
}
