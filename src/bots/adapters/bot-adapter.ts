import type { Bot } from '../bot.entity.js';
import type { BotConfig } from '../bot-config.js';
import type { BotLogLevel } from '../logs/bot-log-entry.entity.js';
import type { BotSession, InboundContent, Segment } from '../messages/inbound.js';
import type { AcceptedMessage } from '../messages/bot-message.entity.js';

/** A bot whose configuration is open. */
export interface OpenBot {
  readonly bot: Bot;
  readonly config: BotConfig;
}

/** What a connection tells of itself. */
export interface ConnectionReports {
  /** It works now, under this name on the platform. */
  running(accountId: string | null): Promise<void>;
  log(level: BotLogLevel, text: string): Promise<void>;
}

/** A request to `/bots/{uuid}`, as it arrived. */
export interface IngressRequest {
  method: 'GET' | 'POST';
  /** Behind `/bots/{uuid}/`; empty for the bot itself. */
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export interface IngressAnswer {
  status: number;
  body: object;
}

/** Takes what a bot's platform sends to `/bots/{uuid}`. */
export interface BotReceiver {
  readonly adapter: string;
  /** What a stranger is answered; null for whoever may talk to the bot. @throws AppError, as {@link receive} */
  refuseStranger(open: OpenBot, request: IngressRequest): IngressAnswer | null;
  /** Takes what is no stranger's. @throws AppError, drawn as `{"error": …}` */
  receive(open: OpenBot, request: IngressRequest): Promise<IngressAnswer>;
}

/** A message on its way to a bot. */
export interface Inbound {
  session: BotSession;
  content: InboundContent;
}

/** How an answer reaches whoever asked. */
export interface AnswerWriter {
  /** Whether a text would be shown now, while more is to come. */
  shows(text: string): boolean;
  /** Shows all that was said so far. */
  progress(text: string): Promise<void>;
  /** The whole text, once. @returns how many parts were given */
  finish(text: string): Promise<number>;
}

/** One way to meet a bot. What it can't do, it does not have. */
export interface BotAdapter {
  readonly name: string;
  /** Holds a connection until the signal says so; rejects when it breaks. */
  connect?(open: OpenBot, reports: ConnectionReports, signal: AbortSignal): Promise<void>;
  /** Begins to answer a message. */
  answer?(open: OpenBot, message: AcceptedMessage, signal: AbortSignal): AnswerWriter;
  /** Says something unasked. @throws BadInputError for a message that it can't express */
  send?(open: OpenBot, to: BotSession, chain: readonly Segment[]): Promise<void>;
}
