import { Injectable } from '@nestjs/common';
import { SecretBox, type Place } from '../crypto/secret-box.js';
import type { OpenBot } from './adapters/bot-adapter.js';
import type { BotConfig } from './bot-config.js';
import type { Bot } from './bot.entity.js';

/** Seals the configurations of bots, and opens them where a bot runs. */
@Injectable()
export class BotVault {
  constructor(private readonly secretBox: SecretBox) {}

  seal(tenantId: string, botId: string, config: BotConfig): Promise<Buffer> {
    return this.secretBox.seal(placeOf(tenantId, botId), JSON.stringify(config));
  }

  async open(bot: Bot): Promise<OpenBot> {
    const text = await this.secretBox.open(placeOf(bot.tenantId, bot.id), bot.config);
    return { bot, config: JSON.parse(text) as BotConfig };
  }
}

function placeOf(tenantId: string, botId: string): Place {
  return { tenantId, table: 'bots', column: 'config', rowId: botId };
}
