import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { CallOptions } from '../../providers/provider-adapter.js';
import { answerHead, ownHead } from '../answer-head.js';
import type { ClientExchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { upstreamFailure } from '../routing/upstream-failure.js';
import type { UsedTokens } from '../used-tokens.js';
import { CallClock } from './call-clock.js';

/** An answer as the client is to get it. */
export interface DrawnAnswer {
  contentType: string;
  body: string | Buffer;
  used: UsedTokens;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Makes a call through an adapter, and answers with all of it at once. Never rejects. */
export async function answerWhole<Answer>(
  exchange: ClientExchange,
  route: ModelRoute,
  call: (options: CallOptions) => Promise<Answer>,
  draw: (answer: Answer) => Promise<DrawnAnswer> | DrawnAnswer,
): Promise<AttemptFailure | null> {
  const clock = new CallClock(exchange, route);
  clock.awaitWhole();
  try {
    const answer = await call({ signal: clock.signal });
    exchange.answered();
    exchange.firstByteAt = performance.now();
    const { contentType, body, used } = await draw(answer);
    exchange.used = used;
    sendWhole(exchange, contentType, body);
    return null;
  } catch (error) {
    if (exchange.hasLeft) return null;
    exchange.answered();
    return failureOf(error, route);
  } finally {
    clock.stop();
  }
}

export function sendWhole(exchange: ClientExchange, contentType: string, body: string | Buffer): void {
  exchange.status = 200;
  const head = answerHead(exchange, contentType);
  head.push('content-length', String(Buffer.byteLength(body)));
  exchange.reply.writeHead(200, head, ownHead(exchange));
  exchange.endWith(body);
}

/** A request that cannot be put into a provider's words may be one for another provider. */
export function failureOf(error: unknown, route: ModelRoute): AttemptFailure {
  if (!(error instanceof GatewayError)) return upstreamFailure(error, route);
  return { error, remedy: 'elsewhere', isIll: false, retryAfterSeconds: null };
}
