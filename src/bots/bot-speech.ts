import { Injectable } from '@nestjs/common';
import { BadInputError, ProviderRefusedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { messageOf } from '../kernel/message-of.js';
import { BotAdapters } from './adapters/bot-adapters.js';
import { findAdapter } from './adapters/adapter-catalog.js';
import { secretsIn } from './bot-config.js';
import { BotsService } from './bots.service.js';
import { BotLog, withoutSecrets } from './logs/bot-log.js';
import { sessionName, type BotSession, type Segment } from './messages/inbound.js';

/** What bots say unasked. */
@Injectable()
export class BotSpeech {
  constructor(
    private readonly bots: BotsService,
    private readonly adapters: BotAdapters,
    private readonly log: BotLog,
  ) {}

  /**
   * @throws BotNotFoundError
   * @throws BadInputError where the bot is disabled, or can't address anybody
   * @throws ProviderRefusedError where the platform does not take it
   */
  async send(caller: Principal, id: string, to: BotSession, chain: readonly Segment[]): Promise<void> {
    const open = await this.bots.open(caller, id);
    const { bot, config } = open;
    const adapter = this.adapters.find(bot.adapter);
    if (!adapter?.send) throw new BadInputError(`A bot of adapter ${bot.adapter} can't send messages unasked`);
    if (!bot.isEnabled) throw new BadInputError('The bot is disabled');
    const secrets = secretsIn(findAdapter(bot.adapter), config);
    const session = sessionName(to);
    try {
      await adapter.send(open, to, chain);
    } catch (error) {
      if (error instanceof BadInputError) throw error;
      const says = withoutSecrets(messageOf(error), secrets);
      await this.log.write(bot, 'error', `Not sent: ${says}`, { session });
      throw new ProviderRefusedError(`Not sent: ${says}`, { cause: error });
    }
    await this.log.write(bot, 'info', 'Sent a message unasked', { session });
  }
}
