import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { messageOf } from '../../kernel/message-of.js';
import { TenantDb } from '../../database/tenant-db.js';
import { findAdapter } from '../adapters/adapter-catalog.js';
import type { ConnectionReports, OpenBot } from '../adapters/bot-adapter.js';
import { BotAdapters } from '../adapters/bot-adapters.js';
import { secretsIn } from '../bot-config.js';
import { BotVault } from '../bot-vault.js';
import { BotsRepository } from '../bots.repository.js';
import { BotLog, withoutSecrets } from '../logs/bot-log.js';
import { backOffMs } from './back-off.js';
import { BotLeasesRepository, type HeldBot } from './bot-leases.repository.js';

/** Who ran so long has recovered. */
const WELL_AFTER_MS = 60_000;
const LONGEST_ERROR = 512;

/** Keeps one bot running until it is told to stop: connects it, and again, with longer and longer pauses, when that fails. */
@Injectable()
export class BotRunner {
  private readonly logger = new Logger('Bots');

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bots: BotsRepository,
    private readonly vault: BotVault,
    private readonly adapters: BotAdapters,
    private readonly leases: BotLeasesRepository,
    private readonly log: BotLog,
  ) {}

  /** Never rejects. @param holder the process, in whose name the bot's state is written */
  async run(holder: string, held: HeldBot, signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = performance.now();
      let secrets: readonly string[] = [];
      try {
        const open = await this.open(held);
        secrets = secretsIn(findAdapter(open.bot.adapter), open.config);
        await this.connect(holder, open, signal);
      } catch (error) {
        if (signal.aborted) break;
        failures = performance.now() - startedAt > WELL_AFTER_MS ? 1 : failures + 1;
        await this.fail(holder, held, withoutSecrets(messageOf(error), secrets), failures, signal);
      }
    }
    await this.log.write({ id: held.botId, tenantId: held.tenantId }, 'info', 'Stopped');
  }

  private open({ tenantId, botId }: HeldBot): Promise<OpenBot> {
    return this.tenantDb.run(tenantId, (tx) => this.bots.get(tx, tenantId, botId)).then((bot) => this.vault.open(bot));
  }

  /** Returns once the signal says so; else the connection is broken. */
  private async connect(holder: string, open: OpenBot, signal: AbortSignal): Promise<void> {
    const { bot } = open;
    const adapter = this.adapters.find(bot.adapter);
    const reports: ConnectionReports = {
      running: async (accountId) => {
        await this.report(holder, bot.tenantId, bot.id, {
          status: 'running',
          lastError: null,
          failures: 0,
          nextTryAt: null,
          accountId,
        });
        await this.log.write(bot, 'info', accountId === null ? 'Started' : `Started as ${accountId}`);
      },
      log: (level, text) =>
        this.log.write(bot, level, text, { secrets: secretsIn(findAdapter(bot.adapter), open.config) }),
    };
    if (adapter?.connect) await adapter.connect(open, reports, signal);
    else {
      await reports.running(null);
      await untilAborted(signal);
    }
    if (!signal.aborted) throw new Error('The connection ended');
  }

  private async fail(
    holder: string,
    { tenantId, botId }: HeldBot,
    message: string,
    failures: number,
    signal: AbortSignal,
  ): Promise<void> {
    const waitMs = backOffMs(failures);
    const nextTryAt = new Date(Date.now() + waitMs);
    const lastError = message.slice(0, LONGEST_ERROR);
    await this.report(holder, tenantId, botId, { status: 'error', lastError, failures, nextTryAt });
    const seconds = Math.max(1, Math.round(waitMs / 1000));
    await this.log.write({ id: botId, tenantId }, 'error', `Failed, next try in ${seconds} s: ${message}`);
    await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }

  private async report(
    holder: string,
    tenantId: string,
    botId: string,
    state: Parameters<BotLeasesRepository['report']>[3],
  ): Promise<void> {
    try {
      await this.tenantDb.run(tenantId, (tx) => this.leases.report(tx, holder, botId, state));
    } catch (error) {
      this.logger.warn(`The state of bot ${botId} could not be written: ${messageOf(error)}`);
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
