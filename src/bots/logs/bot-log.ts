import { Injectable, Logger } from '@nestjs/common';
import { messageOf } from '../../kernel/message-of.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import type { Bot } from '../bot.entity.js';
import type { BotLogEntry, BotLogLevel } from './bot-log-entry.entity.js';
import { BotLogsRepository } from './bot-logs.repository.js';
import { logWindow } from './log-window.js';

const LONGEST = 2048;

/** What happened to a bot, for its owner to read. */
@Injectable()
export class BotLog {
  private readonly logger = new Logger('Bots');

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly logs: BotLogsRepository,
  ) {}

  /** Never rejects: what can't be written down must not stop what it is about. @param secrets not to be shown */
  async write(
    bot: Pick<Bot, 'id' | 'tenantId'>,
    level: BotLogLevel,
    text: string,
    { session = '', secrets = [] }: { session?: string; secrets?: readonly string[] } = {},
  ): Promise<void> {
    const entry = { level, text: withoutSecrets(text, secrets).slice(0, LONGEST), session: session.slice(0, 160) };
    try {
      await this.tenantDb.run(bot.tenantId, (tx) => this.logs.append(tx, bot, entry));
    } catch (error) {
      this.logger.warn(`Bot ${bot.id} could not log: ${messageOf(error)}`);
    }
  }

  async window(
    tx: Tx,
    bot: Pick<Bot, 'id' | 'tenantId'>,
    from: number,
    most: number,
  ): Promise<{ entries: BotLogEntry[]; held: number }> {
    const held = await this.logs.list(tx, bot);
    return { entries: logWindow(held, from, most), held: held.length };
  }
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length > 3).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
