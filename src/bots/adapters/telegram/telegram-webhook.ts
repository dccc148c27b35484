import { createHash, timingSafeEqual } from 'node:crypto';
import { textIn, type BotConfig } from '../../bot-config.js';

export const WEBHOOK_SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Updates alone that we act on. */
export const ALLOWED_UPDATES = ['message'] as const;

/** What Telegram is to show us with each update: known to whoever knows the token, and to nobody else. */
export function webhookSecret(botId: string, config: BotConfig): string {
  return createHash('sha256')
    .update(`webhook:${botId}:${textIn(config, 'token')}`)
    .digest('hex');
}

export function isWebhookSecret(botId: string, config: BotConfig, given: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(webhookSecret(botId, config))];
  return one.length === other.length && timingSafeEqual(one, other);
}

export function isWebhookMode(config: BotConfig): boolean {
  return textIn(config, 'mode') === 'webhook';
}
