import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { AppConfig } from '../../../config/app-config.js';
import { TenantDb } from '../../../database/tenant-db.js';
import { BadInputError } from '../../../kernel/app-error.js';
import { OutboundGuard } from '../../../providers/outbound-guard.js';
import { flagIn, textIn } from '../../bot-config.js';
import type { Bot } from '../../bot.entity.js';
import { BotsRepository } from '../../bots.repository.js';
import { BotInbox } from '../../messages/bot-inbox.js';
import type { AcceptedMessage } from '../../messages/bot-message.entity.js';
import type { BotSession, Segment } from '../../messages/inbound.js';
import { QueueFullError } from '../../messages/message.errors.js';
import type { AnswerWriter, BotAdapter, ConnectionReports, Inbound, OpenBot } from '../bot-adapter.js';
import { patiently, signalFor, telegramApi, telegramFailure } from './telegram-api.js';
import { inboundOf } from './telegram-update.js';
import { ALLOWED_UPDATES, isWebhookMode, webhookSecret } from './telegram-webhook.js';
import { TelegramWriter } from './telegram-writer.js';
import { textParts } from './text-parts.js';

const POLL_SECONDS = 25;
const FULL_PAUSE_MS = 2_000;
const SENDABLE = ['Plain', 'At', 'Image'];
const SEND_MS = 60_000;

/** Telegram, through grammY: updates by long polling, or sent to us in webhook mode. */
@Injectable()
export class TelegramAdapter implements BotAdapter {
  readonly name = 'telegram';

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bots: BotsRepository,
    private readonly inbox: BotInbox,
    private readonly guard: OutboundGuard,
    private readonly appConfig: AppConfig,
  ) {}

  async connect(open: OpenBot, reports: ConnectionReports, signal: AbortSignal): Promise<void> {
    const api = telegramApi(open.config, this.guard.dispatcher);
    try {
      const { username } = await api.getMe(signalFor(signal));
      if (isWebhookMode(open.config)) await this.beCalled(api, open, signal);
      else await api.deleteWebhook({}, signalFor(signal));
      await reports.running(`@${username}`);
      if (isWebhookMode(open.config)) await untilAborted(signal);
      else await this.poll(api, open.bot, signal);
    } catch (error) {
      throw telegramFailure(error);
    }
  }

  answer({ config }: OpenBot, { sessionId, sessionType, content }: AcceptedMessage, signal: AbortSignal): AnswerWriter {
    const replyTo = sessionType === 'group' && content.replyTo !== undefined ? Number(content.replyTo) : null;
    const api = telegramApi(config, this.guard.dispatcher);
    return new TelegramWriter(
      api,
      { chatId: sessionId, replyTo },
      flagIn(config, 'enable-stream-reply', false),
      signal,
    );
  }

  async send({ config }: OpenBot, { id }: BotSession, chain: readonly Segment[]): Promise<void> {
    for (const [index, { type, url }] of chain.entries()) {
      if (!SENDABLE.includes(type)) throw new BadInputError(`message_chain[${index}].type can't be sent: ${type}`);
      if (type === 'Image' && !url) throw new BadInputError(`message_chain[${index}].url is required`);
    }
    const api = telegramApi(config, this.guard.dispatcher);
    const signal = AbortSignal.timeout(SEND_MS);
    for (const segment of joined(chain)) {
      const { url } = segment;
      if (segment.type === 'Image' && url) await patiently(() => api.sendPhoto(id, url, {}, signalFor(signal)), signal);
      for (const part of textParts(segment.text ?? ''))
        await patiently(() => api.sendMessage(id, part, {}, signalFor(signal)), signal);
    }
  }

  private async beCalled(api: Api, { bot, config }: OpenBot, signal: AbortSignal): Promise<void> {
    const { publicUrl } = this.appConfig;
    const own = publicUrl === null ? '' : `${publicUrl.replace(/\/+$/, '')}/bots/${bot.id}`;
    const url = textIn(config, 'webhook_url', own);
    if (url === '') throw new Error('Webhook mode takes PUBLIC_URL, or webhook_url in the configuration');
    const rules = { secret_token: webhookSecret(bot.id, config), allowed_updates: ALLOWED_UPDATES };
    await api.setWebhook(url, rules, signalFor(signal));
  }

  private async poll(api: Api, bot: Bot, signal: AbortSignal): Promise<void> {
    const { id, tenantId } = bot;
    let offset = Number((await this.tenantDb.run(tenantId, (tx) => this.bots.state(tx, tenantId, id))).updateOffset);
    while (!signal.aborted) {
      const wanted = { offset, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES };
      const updates = await api.getUpdates(wanted, signalFor(signal));
      signal.throwIfAborted();
      const last = updates.at(-1);
      if (!last) continue;
      try {
        await this.take(bot, updates, offset, last.update_id + 1);
        offset = last.update_id + 1;
      } catch (error) {
        if (!(error instanceof QueueFullError)) throw error;
        await pause(FULL_PAUSE_MS, undefined, { signal });
      }
    }
  }

  /** All of them and how far we have read, or nothing: also when another process has read on meanwhile. */
  private async take(bot: Bot, updates: readonly Update[], from: number, to: number): Promise<void> {
    const inbound = updates.flatMap((update) => inboundOf(update) ?? []);
    const accepted: [Inbound, string][] = [];
    await this.tenantDb.run(bot.tenantId, async (tx) => {
      for (const each of inbound) accepted.push([each, (await this.inbox.acceptIn(tx, bot, each)).id]);
      if (!(await this.bots.advance(tx, bot, from, to))) throw new Error('Another process reads the updates');
    });
    for (const [each, id] of accepted) await this.inbox.tell(bot, each, id);
  }
}

/** Neighbouring words as one message. */
function joined(chain: readonly Segment[]): Segment[] {
  const pieces: Segment[] = [];
  for (const segment of chain) {
    if (segment.type === 'Image') {
      pieces.push(segment);
      continue;
    }
    const words = segment.type === 'At' ? `@${segment.target ?? ''} ` : (segment.text ?? '');
    const last = pieces.at(-1);
    if (last?.type === 'Plain') last.text = `${last.text ?? ''}${words}`;
    else pieces.push({ type: 'Plain', text: words });
  }
  return pieces;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
