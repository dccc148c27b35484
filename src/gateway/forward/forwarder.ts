import { Injectable } from '@nestjs/common';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import { timeoutsOf } from '../call-limits.js';
import type { ClientExchange } from '../exchange.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import type { ForwardPlan } from './forward-plan.js';
import { ForwardedAnswer, type AnswerRules } from './forwarded-answer.js';

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
    moreHeaders: readonly string[] = [],
  ): Promise<AttemptFailure | null> {
    const timeouts = timeoutsOf(route);
    // To undici 0 means for ever.
    const left = Math.max(1, timeouts.total_ms - exchange.elapsed());
    return new Promise((resolve) => {
      const answer = new ForwardedAnswer(exchange, route, rules, resolve);
      try {
        const isFree = this.guard.dispatcher.dispatch(
          {
            origin: plan.origin,
            path: plan.path,
            method: 'POST',
            headers: moreHeaders.length === 0 ? plan.headers : [...plan.headers, ...moreHeaders],
            body,
            headersTimeout: Math.min(timeouts.first_byte_ms, left),
            bodyTimeout: Math.min(timeouts.idle_ms, left),
          },
          answer,
        );
        // Undici's time-outs begin with a connection, and all of them may be taken.
        if (!isFree) answer.awaitConnection(Math.min(timeouts.first_byte_ms, left));
      } catch (error) {
        answer.fail(error as Error);
      }
    });
  }
}
