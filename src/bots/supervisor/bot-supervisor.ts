import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeFeed, type Change } from '../../database/change-feed.js';
import { SystemDb } from '../../database/system-db.js';
import { newUuid } from '../../kernel/ids.js';
import { messageOf } from '../../kernel/message-of.js';
import { BotLeasesRepository, type HeldBot } from './bot-leases.repository.js';
import { BotRunner } from './bot-runner.js';

const LEASE_MS = 15_000;
const TICK_MS = 2_000;
const MOST_AT_ONCE = 100;

interface Running {
  version: number;
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Runs each enabled bot of all tenants in exactly one process: who holds a bot's lease runs it, and prolongs the lease.
 * A process that can't do so in time stops its bots before another one may take them.
 */
@Injectable()
export class BotSupervisor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Bots');
  private readonly holder = newUuid();
  private readonly running = new Map<string, Running>();
  private timer: NodeJS.Timeout | null = null;
  private ticking: Promise<void> | null = null;
  private isWanted = false;
  private isStopping = false;
  private renewedAt = performance.now();

  constructor(
    private readonly systemDb: SystemDb,
    private readonly feed: ChangeFeed,
    private readonly leases: BotLeasesRepository,
    private readonly runner: BotRunner,
  ) {}

  onApplicationBootstrap(): void {
    this.feed.subscribe({ changed: (change) => this.changed(change), reset: () => this.wake() });
    this.timer = setInterval(() => this.beat(), TICK_MS).unref();
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.ticking;
    await Promise.all([...this.running.keys()].map((id) => this.stop(id)));
  }

  /** What runs stops at once; whether and how it starts again is for the next look at the rows to say. */
  private changed({ kind, id, version }: Change): void {
    if (kind !== 'bot') return;
    const running = this.running.get(id);
    if (running && running.version < version) running.stop.abort();
    this.wake();
  }

  /** A database that neither answers nor fails must not keep us from seeing that the leases run out. */
  private beat(): void {
    if (performance.now() - this.renewedAt > LEASE_MS - 2 * TICK_MS) this.abortAll();
    this.wake();
  }

  private wake(): void {
    if (this.isStopping) return;
    this.isWanted = true;
    this.ticking ??= this.tickAll().finally(() => (this.ticking = null));
  }

  private async tickAll(): Promise<void> {
    while (this.isWanted && !this.isStopping) {
      this.isWanted = false;
      try {
        await this.tick();
      } catch (error) {
        this.logger.warn(`Bots could not be looked after: ${messageOf(error)}`);
        return;
      }
    }
  }

  private async tick(): Promise<void> {
    const asked = performance.now();
    const [held, claimed] = await this.systemDb.run('look after bots', async (tx) => [
      await this.leases.renew(tx, this.holder, LEASE_MS),
      await this.leases.claim(tx, this.holder, LEASE_MS, MOST_AT_ONCE),
    ]);
    this.renewedAt = asked;
    if (claimed.length === MOST_AT_ONCE) this.isWanted = true;
    const mine = new Map([...held, ...claimed].map((bot) => [bot.botId, bot]));
    const lost = [...this.running.keys()].filter((id) => !mine.has(id));
    await Promise.all(lost.map((id) => this.stop(id)));
    await Promise.all([...mine.values()].map((bot) => this.ensure(bot)));
  }

  private async ensure(bot: HeldBot): Promise<void> {
    const running = this.running.get(bot.botId);
    if (running?.version === bot.version && !running.stop.signal.aborted) return;
    if (running) {
      running.stop.abort();
      await running.done;
    }
    const stop = new AbortController();
    const done = this.runner.run(this.holder, bot, stop.signal);
    this.running.set(bot.botId, { version: bot.version, stop, done });
  }

  private async stop(id: string): Promise<void> {
    const running = this.running.get(id);
    if (!running) return;
    running.stop.abort();
    await running.done;
    this.running.delete(id);
    try {
      await this.systemDb.run('let go of a bot', (tx) => this.leases.release(tx, this.holder, id));
    } catch (error) {
      this.logger.warn(`Bot ${id} could not be let go: ${messageOf(error)}`);
    }
  }

  private abortAll(): void {
    for (const { stop } of this.running.values()) stop.abort();
  }
}
