import { Injectable } from '@nestjs/common';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { newUuid } from '../../kernel/ids.js';
import { WebhookDeliveries } from '../../webhooks/webhook-deliveries.js';
import type { Inbound } from '../adapters/bot-adapter.js';
import type { Bot } from '../bot.entity.js';
import { BotLog } from '../logs/bot-log.js';
import type { AcceptedMessage } from './bot-message.entity.js';
import { BotMessagesRepository } from './bot-messages.repository.js';
import { sessionName, textOf } from './inbound.js';
import { DuplicateMessageError, QueueFullError } from './message.errors.js';

const MOST_WAITING = 500;
const LONGEST_LOGGED = 200;
/** A request that waits prolongs its message no more once its process has gone. */
export const LEASE_MS = 30_000;

export interface Acceptance {
  /** Names the message; a second one of that name is refused. */
  key?: string;
  keySeconds?: number;
  isSync?: boolean;
}

/** Takes what bots are told: once accepted, a message is answered or ends as failed, whatever happens to this process. */
@Injectable()
export class BotInbox {
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly messages: BotMessagesRepository,
    private readonly log: BotLog,
    private readonly webhooks: WebhookDeliveries,
  ) {}

  /** Whoever answers messages hears at once that there is one. */
  onAccepted(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** @throws QueueFullError, DuplicateMessageError, SyncInProgressError */
  async accept(bot: Bot, inbound: Inbound, acceptance: Acceptance = {}): Promise<AcceptedMessage> {
    const message = await this.tenantDb.run(bot.tenantId, (tx) => this.acceptIn(tx, bot, inbound, acceptance));
    await this.tell(bot, inbound, message.id);
    return message;
  }

  /** As {@link accept}, as a part of something larger; {@link tell} is to follow once that is done. */
  async acceptIn(
    tx: Tx,
    bot: Bot,
    { session, content }: Inbound,
    { key, keySeconds = 600, isSync = false }: Acceptance = {},
  ): Promise<AcceptedMessage> {
    const { id: botId, tenantId } = bot;
    if ((await this.messages.countOpen(tx, bot)) >= MOST_WAITING) throw new QueueFullError();
    const keyEnd = new Date(Date.now() + keySeconds * 1000);
    if (key !== undefined && !(await this.messages.rememberKey(tx, bot, key, keyEnd)))
      throw new DuplicateMessageError();
    const message = {
      id: newUuid(),
      tenantId,
      botId,
      sessionType: session.type,
      sessionId: session.id,
      content,
      isSync,
      status: isSync ? ('answering' as const) : ('queued' as const),
      attempts: isSync ? 1 : 0,
    };
    await this.messages.insert(tx, message, isSync ? LEASE_MS : null);
    return message;
  }

  /** Lets the log, the webhooks and whoever answers know of a message that was accepted. */
  async tell(bot: Bot, { session, content }: Inbound, messageId: string): Promise<void> {
    for (const listener of this.listeners) listener();
    const text = textOf(content.segments).slice(0, LONGEST_LOGGED);
    await this.log.write(bot, 'info', `Received: ${text}`, { session: sessionName(session) });
    this.webhooks.announce(bot.tenantId, {
      event: `bot.${session.type}_message`,
      bot_uuid: bot.id,
      bot_name: bot.name,
      adapter: bot.adapter,
      message_id: messageId,
      session_id: session.id,
      session_type: session.type,
      sender: content.sender ?? null,
      message: content.segments,
    });
  }
}
