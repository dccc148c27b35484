import { Injectable } from '@nestjs/common';
import { unsendable } from '../../http/wire/field-value.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import { headerLines } from '../../providers/wire/request-start.js';
import type { WireCall } from '../../providers/wire/wire-call.js';
import { timeoutsOf } from '../call-limits.js';
import type { ClientExchange } from '../exchange.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import type { ForwardPlan } from './forward-plan.js';
import { ForwardedAnswer, type AnswerRules } from './forwarded-answer.js';
import { TracedAnswer } from './traced-answer.js';

/** The one field whose value is a user's. */
const AUTHORIZATION = 'authorization';
const NO_HEADERS: readonly string[] = [];

/** Sends a client's bytes to a provider and the provider's to the client, holding neither. */
@Injectable()
export class Forwarder {
  constructor(private readonly guard: OutboundGuard) {}

  /**
   * Null when the client was answered, or an answer that had begun broke off. Never rejects.
   * @param moreHeaders of the client's own that the provider is to see
   */
  forward(
    exchange: ClientExchange,
    route: ModelRoute,
    plan: ForwardPlan,
    body: Buffer,
    rules: AnswerRules,
    moreHeaders: readonly string[] = NO_HEADERS,
  ): Promise<AttemptFailure | null> {
    const timeouts = timeoutsOf(route);
    // Less than a millisecond is none, and to undici 0 means for ever.
    const left = Math.max(1, timeouts.total_ms - exchange.elapsed());
    const firstByteMs = Math.min(timeouts.first_byte_ms, left);
    return new Promise((resolve) => {
      const answer = new ForwardedAnswer(exchange, route, rules, resolve);
      if (!answer.isWanted) return;
      try {
        const head = requestHead(plan, moreHeaders, body.length);
        const call = { head, body, firstByteMs, idleMs: Math.min(timeouts.idle_ms, left) };
        const isFree =
          exchange.traceContext === null
            ? this.guard.wire.dispatch(plan.origin, call, answer)
            : this.dispatchTraced(plan, moreHeaders, call, answer);
        // Time-outs begin with a connection, and all of them may be taken.
        if (!isFree) answer.awaitConnection(firstByteMs);
      } catch (error) {
        answer.failed(error as Error);
      }
    });
  }

  /** Undici's calls are what telemetry watches, and what it tells providers of a trace with. */
  private dispatchTraced(
    { origin, path, headers }: ForwardPlan,
    moreHeaders: readonly string[],
    { body, firstByteMs, idleMs }: WireCall,
    answer: ForwardedAnswer,
  ): boolean {
    const head = [...headers, ...moreHeaders];
    const timeouts = { headersTimeout: firstByteMs, bodyTimeout: idleMs };
    const call = { origin, path, method: 'POST', headers: head, body, ...timeouts } as const;
    return this.guard.dispatcher.dispatch(call, new TracedAnswer(answer));
  }
}

/** @throws TypeError ERR_INVALID_CHAR */
function requestHead({ start }: ForwardPlan, moreHeaders: readonly string[], length: number): string {
  const more = moreHeaders.length === 0 ? '' : headerLines(moreHeaders);
  if (start === null || more === null) throw unsendable(AUTHORIZATION);
  return `${start}${more}content-length: ${length}\r\n\r\n`;
}
