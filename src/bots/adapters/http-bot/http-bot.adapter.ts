import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { OutboundGuard } from '../../../providers/outbound-guard.js';
import { findBlockedAddress } from '../../../providers/outbound/blocked-address-error.js';
import { numberIn, textIn, type BotConfig } from '../../bot-config.js';
import type { AcceptedMessage } from '../../messages/bot-message.entity.js';
import type { BotSession, Segment } from '../../messages/inbound.js';
import type { AnswerWriter, BotAdapter, OpenBot } from '../bot-adapter.js';
import { signatureOf } from './signature.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const NEVER = new AbortController().signal;

/** A callback that was refused for good. */
class CallbackRefusedError extends Error {}

/** Signed messages over HTTP: what comes is the receiver's business, answers are posted to the callback URL. */
@Injectable()
export class HttpBotAdapter implements BotAdapter {
  readonly name = 'http_bot';

  constructor(private readonly guard: OutboundGuard) {}

  answer({ config }: OpenBot, message: AcceptedMessage, signal: AbortSignal): AnswerWriter {
    const { sessionId } = message;
    const replyTo = `in_${message.id.replaceAll('-', '')}`;
    return {
      shows: () => false,
      progress: () => Promise.resolve(),
      finish: async (text) => {
        await this.post(config, sessionId, replyTo, [{ type: 'Plain', text }], signal);
        return 1;
      },
    };
  }

  send({ config }: OpenBot, to: BotSession, chain: readonly Segment[]): Promise<void> {
    // Whoever asked waits for it: no time for pauses.
    return this.post({ ...config, callback_max_retries: 0 }, to.id, '', chain, NEVER);
  }

  private async post(
    config: BotConfig,
    sessionId: string,
    replyTo: string,
    message: readonly Segment[],
    signal: AbortSignal,
  ): Promise<void> {
    const body = JSON.stringify({
      session_id: sessionId,
      reply_to: replyTo,
      sequence: 1,
      is_final: true,
      stream: false,
      message,
      timestamp: new Date().toISOString(),
    });
    const retries = numberIn(config, 'callback_max_retries', 3);
    for (let tries = 0; ; tries += 1) {
      try {
        await this.postOnce(config, body, signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof CallbackRefusedError || findBlockedAddress(error) || tries >= retries)
          throw new Error(`The callback failed: ${describe(error)}`, { cause: error });
        await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), undefined, { signal });
      }
    }
  }

  private async postOnce(config: BotConfig, body: string, signal: AbortSignal): Promise<void> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const secret = textIn(config, 'outbound_secret', textIn(config, 'inbound_secret'));
    const answer = await request(textIn(config, 'callback_url'), {
      dispatcher: this.guard.dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-lb-timestamp': timestamp,
        'x-lb-signature': signatureOf(secret, timestamp, body),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(numberIn(config, 'callback_timeout', 15) * 1000)]),
    });
    const { statusCode } = answer;
    await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
    if (statusCode >= 500) throw new Error(`status ${statusCode}`);
    if (statusCode >= 300) throw new CallbackRefusedError(`status ${statusCode}`);
  }
}

function describe(error: unknown): string {
  const blocked = findBlockedAddress(error);
  if (blocked) return blocked.message;
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError' ? 'timed out' : error.message;
}
