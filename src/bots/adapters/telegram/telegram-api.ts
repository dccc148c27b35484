import { setTimeout as pause } from 'node:timers/promises';
import { Api, GrammyError, HttpError } from 'grammy';
import type { Dispatcher } from 'undici';
import { findBlockedAddress } from '../../../providers/outbound/blocked-address-error.js';
import { guardedFetch } from '../../../providers/transport/guarded-fetch.js';
import { textIn, type BotConfig } from '../../bot-config.js';

type ApiOptions = NonNullable<ConstructorParameters<typeof Api>[1]>;
/** grammY brings a type of its own for what Node has too. */
export type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

const TOKEN = /^[A-Za-z0-9:_-]{1,256}$/;
const PUBLIC_ROOT = 'https://api.telegram.org';
const CALL_SECONDS = 60;
const MOST_TRIES = 3;
const LONGEST_PATIENCE_SECONDS = 30;
const TOO_MANY = 429;

/** The Bot API, reached through the outbound guard. @throws Error for a token that can't be one */
export function telegramApi(config: BotConfig, dispatcher: Dispatcher): Api {
  const token = textIn(config, 'token');
  if (!TOKEN.test(token)) throw new Error('The token is none of Telegram: it has letters, digits and : _ - alone');
  return new Api(token, {
    apiRoot: textIn(config, 'api_root', PUBLIC_ROOT).replace(/\/+$/, ''),
    timeoutSeconds: CALL_SECONDS,
    fetch: guardedFetch(dispatcher) as unknown as NonNullable<ApiOptions['fetch']>,
  });
}

export function signalFor(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal;
}

/** Waits where Telegram says that it is asked too often. */
export async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const seconds = error instanceof GrammyError && error.error_code === TOO_MANY ? retryAfter(error) : null;
      if (seconds === null || tries === MOST_TRIES) throw telegramFailure(error);
      await pause(seconds * 1000, undefined, { signal });
    }
  }
}

/** A failure in words for the bot's owner, without the token. */
export function telegramFailure(error: unknown): Error {
  if (error instanceof GrammyError)
    return new Error(`Telegram refused ${error.method}: ${error.error_code} ${error.description}`, { cause: error });
  if (!(error instanceof HttpError)) return error instanceof Error ? error : new Error(String(error));
  const inner: unknown = error.error;
  const says = findBlockedAddress(inner)?.message ?? (inner instanceof Error ? inner.message : error.message);
  return new Error(`Telegram can't be reached: ${says}`, { cause: inner });
}

function retryAfter({ parameters }: GrammyError): number {
  return Math.min(LONGEST_PATIENCE_SECONDS, parameters.retry_after ?? 1);
}
