import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SystemDb } from '../../database/system-db.js';
import { ForbiddenError, TooManyRequestsError } from '../../kernel/app-error.js';
import type { BotReceiver, IngressAnswer, IngressRequest } from '../adapters/bot-adapter.js';
import { HttpBotReceiver } from '../adapters/http-bot/http-bot.receiver.js';
import { TelegramReceiver } from '../adapters/telegram/telegram.receiver.js';
import { BotVault } from '../bot-vault.js';
import { BotNotFoundError } from '../bot.errors.js';
import { BotsRepository } from '../bots.repository.js';

/** Per bot and process. */
const MOST_PER_MINUTE = 1_200;

/** The public's way to bots. */
@Injectable()
export class BotIngress {
  private readonly limiter = new RateLimiterMemory({ points: MOST_PER_MINUTE, duration: 60 });
  private readonly receivers: ReadonlyMap<string, BotReceiver>;

  constructor(
    private readonly systemDb: SystemDb,
    private readonly bots: BotsRepository,
    private readonly vault: BotVault,
    http: HttpBotReceiver,
    telegram: TelegramReceiver,
  ) {
    this.receivers = new Map([http, telegram].map((receiver) => [receiver.adapter, receiver]));
  }

  /** @throws BotNotFoundError, TooManyRequestsError, ForbiddenError for a disabled bot, and what the receiver throws */
  async receive(id: string, request: IngressRequest): Promise<IngressAnswer> {
    await this.charge(id);
    const bot = await this.systemDb.run('a request of the public names a bot', (tx) => this.bots.findAnyones(tx, id));
    if (!bot) throw new BotNotFoundError();
    if (!bot.isEnabled) throw new ForbiddenError('Bot is disabled');
    const receiver = this.receivers.get(bot.adapter);
    if (!receiver) return { status: 501, body: { error: 'Adapter does not support unified webhook' } };
    return receiver.receive(await this.vault.open(bot), request);
  }

  private async charge(id: string): Promise<void> {
    try {
      await this.limiter.consume(id);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyRequestsError('Too many requests for this bot', Math.ceil(refusal.msBeforeNext / 1000));
    }
  }
}
