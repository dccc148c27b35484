import { GrammyError, type Api } from 'grammy';
import type { AnswerWriter } from '../bot-adapter.js';
import { patiently, signalFor } from './telegram-api.js';
import { LONGEST_TEXT, textParts } from './text-parts.js';

/** Telegram counts edits like messages: about one a second in a chat. */
const EDIT_MS = 1_000;

export interface TelegramTarget {
  chatId: string;
  /** The message that is answered, in groups. */
  replyTo: number | null;
}

/** Says an answer in a chat: whole, or by editing a message while it grows. */
export class TelegramWriter implements AnswerWriter {
  private messageId: number | null = null;
  private shown = '';
  private shownAt = -Infinity;

  constructor(
    private readonly api: Api,
    private readonly target: TelegramTarget,
    private readonly streams: boolean,
    private readonly signal: AbortSignal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  shows(text: string): boolean {
    return this.streams && this.now() - this.shownAt >= EDIT_MS && text.trim() !== '';
  }

  progress(text: string): Promise<void> {
    return this.show(text.trimStart().slice(0, LONGEST_TEXT).trimEnd());
  }

  async finish(text: string): Promise<number> {
    const [first, ...rest] = textParts(text);
    if (first === undefined) return 0;
    await this.show(first);
    for (const part of rest) await this.say(part);
    return rest.length + 1;
  }

  private async show(text: string): Promise<void> {
    if (text === this.shown) return;
    if (this.messageId === null) this.messageId = await this.say(text);
    else await this.edit(this.messageId, text);
    this.shown = text;
    this.shownAt = this.now();
  }

  private async say(text: string): Promise<number> {
    const { chatId, replyTo } = this.target;
    const quoted =
      replyTo === null ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
    const call = () => this.api.sendMessage(chatId, text, quoted, signalFor(this.signal));
    return (await patiently(call, this.signal)).message_id;
  }

  private async edit(messageId: number, text: string): Promise<void> {
    const { chatId } = this.target;
    await patiently(async () => {
      try {
        await this.api.editMessageText(chatId, messageId, text, {}, signalFor(this.signal));
      } catch (error) {
        if (!(error instanceof GrammyError && error.description.includes('message is not modified'))) throw error;
      }
    }, this.signal);
  }
}
