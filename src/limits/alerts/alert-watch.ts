import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { tryHoldAlone } from '../../database/exclusive-lock.js';
import { SystemDb } from '../../database/system-db.js';
import { messageOf } from '../../kernel/message-of.js';
import { Repeating } from '../../kernel/repeating.js';
import { AlertSender } from './alert-sender.js';
import { AlertsRepository, type DueAlert } from './alerts.repository.js';

const EVERY_MS = 10_000;
const MOST_AT_ONCE = 50;
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

  private tellAll(): Promise<void> {
    return this.systemDb.run('tell of budgets that are used', async (tx) => {
      if (!(await tryHoldAlone(tx, ALERTS_LOCK))) return;
      const due = await this.alerts.listDue(tx, MOST_AT_ONCE);
      const told = await Promise.all(due.map((alert) => this.tell(alert)));
      for (const alert of due.filter((_, index) => told[index])) await this.alerts.markTold(tx, alert);
    });
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
