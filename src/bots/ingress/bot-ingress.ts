import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SystemDb } from '../../database/system-db.js';
import { charge } from '../../http/charge.js';
import { ForbiddenError } from '../../kernel/app-error.js';
import type { BotReceiver, IngressAnswer, IngressRequest, OpenBot } from '../adapters/bot-adapter.js';
import { HttpBotReceiver } from '../adapters/http-bot/http-bot.receiver.js';
import { TelegramReceiver } from '../adapters/telegram/telegram.receiver.js';
import { BotVault } from '../bot-vault.js';
import { BotNotFoundError } from '../bot.errors.js';
import { BotsRepository } from '../bots.repository.js';

/** Per bot and process, of those that may talk to it. */
const MOST_PER_MINUTE = 1_200;
/** Per address and process, of requests that no bot takes: nobody else's are refused for them. */
const MOST_OF_STRANGERS = 300;

interface Admission {
  open: OpenBot;
  receiver: BotReceiver;
}

/** The public's way to bots. */
@Injectable()
export class BotIngress {
  private readonly ofBots = new RateLimiterMemory({ points: MOST_PER_MINUTE, duration: 60 });
  private readonly ofStrangers = new RateLimiterMemory({ points: MOST_OF_STRANGERS, duration: 60 });
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

  /**
   * Who may talk to a bot is known before anything is counted, so that strangers can't use up what the bot may be asked.
   * @param address whose request it is
   * @throws BotNotFoundError, TooManyRequestsError, ForbiddenError for a disabled bot, and what the receiver throws
   */
  async receive(id: string, request: IngressRequest, address: string): Promise<IngressAnswer> {
    const admission = await this.admit(id, request, address);
    if ('status' in admission) return admission;
    await charge(this.ofBots, id, () => 'Too many requests for this bot');
    return admission.receiver.receive(admission.open, request);
  }

  private async admit(id: string, request: IngressRequest, address: string): Promise<Admission | IngressAnswer> {
    try {
      const admission = await this.judge(id, request);
      if ('status' in admission) await this.chargeStranger(address);
      return admission;
    } catch (error) {
      if (error instanceof BotNotFoundError || error instanceof ForbiddenError) await this.chargeStranger(address);
      throw error;
    }
  }

  private async judge(id: string, request: IngressRequest): Promise<Admission | IngressAnswer> {
    const bot = await this.systemDb.run('a request of the public names a bot', (tx) => this.bots.findAnyones(tx, id));
    if (!bot) throw new BotNotFoundError();
    if (!bot.isEnabled) throw new ForbiddenError('Bot is disabled');
    const receiver = this.receivers.get(bot.adapter);
    if (!receiver) return { status: 501, body: { error: 'Adapter does not support unified webhook' } };
    const open = await this.vault.open(bot);
    return receiver.refuseStranger(open, request) ?? { open, receiver };
  }

  private chargeStranger(address: string): Promise<void> {
    return charge(this.ofStrangers, address, () => 'Too many requests that no bot takes');
  }
}
