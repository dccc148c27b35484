import { Injectable } from '@nestjs/common';
import type { BotAdapter } from './bot-adapter.js';
import { HttpBotAdapter } from './http-bot/http-bot.adapter.js';
import { TelegramAdapter } from './telegram/telegram.adapter.js';

/** Answers where it is asked: there is nothing to connect, to receive or to send. */
const OPENAI: BotAdapter = { name: 'openai' };

/** The adapters that run. */
@Injectable()
export class BotAdapters {
  private readonly byName: ReadonlyMap<string, BotAdapter>;

  constructor(http: HttpBotAdapter, telegram: TelegramAdapter) {
    this.byName = new Map([http, telegram, OPENAI].map((adapter) => [adapter.name, adapter]));
  }

  find(name: string): BotAdapter | undefined {
    return this.byName.get(name);
  }
}
