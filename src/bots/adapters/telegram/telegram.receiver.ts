import { Injectable } from '@nestjs/common';
import type { Update } from 'grammy/types';
import { BadInputError, ForbiddenError } from '../../../kernel/app-error.js';
import { BotInbox } from '../../messages/bot-inbox.js';
import { DuplicateMessageError } from '../../messages/message.errors.js';
import type { BotReceiver, IngressAnswer, IngressRequest, OpenBot } from '../bot-adapter.js';
import { inboundOf } from './telegram-update.js';
import { isWebhookMode, isWebhookSecret, WEBHOOK_SECRET_HEADER } from './telegram-webhook.js';

/** Telegram tries an update again for a day. */
const REMEMBERED_SECONDS = 24 * 60 * 60;

const TAKEN: IngressAnswer = { status: 200, body: { ok: true } };

/** Updates that Telegram sends us, in webhook mode. */
@Injectable()
export class TelegramReceiver implements BotReceiver {
  readonly adapter = 'telegram';

  constructor(private readonly inbox: BotInbox) {}

  refuseStranger({ bot, config }: OpenBot, { headers }: IngressRequest): IngressAnswer | null {
    if (!isWebhookMode(config)) return { status: 501, body: { error: 'The bot polls Telegram for updates' } };
    const secret = headers[WEBHOOK_SECRET_HEADER];
    if (typeof secret === 'string' && isWebhookSecret(bot.id, config, secret)) return null;
    throw new ForbiddenError('The secret token is wrong');
  }

  async receive({ bot }: OpenBot, { method, body }: IngressRequest): Promise<IngressAnswer> {
    if (method !== 'POST') throw new BadInputError('Only POST is supported');
    const update = readUpdate(body);
    const inbound = inboundOf(update);
    if (!inbound) return TAKEN;
    try {
      const key = `update:${update.update_id}`;
      await this.inbox.accept(bot, inbound, { key, keySeconds: REMEMBERED_SECONDS });
    } catch (error) {
      if (!(error instanceof DuplicateMessageError)) throw error;
    }
    return TAKEN;
  }
}

/** Whoever knows the secret is Telegram; still, what is no update must not be taken for one. */
function readUpdate(body: Buffer): Update {
  let update: Partial<Update> | null;
  try {
    update = JSON.parse(body.toString()) as Partial<Update> | null;
  } catch {
    throw new BadInputError('The body must be JSON');
  }
  if (!Number.isSafeInteger(update?.update_id)) throw new BadInputError('update_id is required');
  const { message } = update as Partial<Update>;
  if (message !== undefined && (typeof message !== 'object' || typeof message.chat !== 'object'))
    throw new BadInputError('message must be one of Telegram');
  return update as Update;
}
