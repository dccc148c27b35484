import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { jittered } from '../../kernel/jitter.js';
import { Metrics } from '../../metrics/metrics.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { timeoutsOf } from '../call-limits.js';
import type { Exchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import type { AttemptFailure } from './attempt-failure.js';
import { ProviderHealth } from './provider-health.js';
import { upstreamFailure } from './upstream-failure.js';

/** Tries one provider; null when the client was answered. Never rejects. */
export type Attempt = (route: ModelRoute) => Promise<AttemptFailure | null>;

/** Times that every candidate is asked, as long as failures say it may help. */
const MOST_ROUNDS = 3;
const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 200;
/** Longer than this nobody is kept waiting for a provider that asks for patience; the client is told instead. */
const LONGEST_PAUSE_MS = 5_000;

/** Gets a request answered by one of several candidates: the next one at once, all of them once more after a pause. */
@Injectable()
export class Attempts {
  constructor(
    private readonly health: ProviderHealth,
    private readonly metrics: Metrics,
  ) {}

  /** @throws GatewayError what the last provider failed with, when none answered */
  async run(exchange: Exchange, candidates: readonly ModelRoute[], attempt: Attempt): Promise<void> {
    let left = candidates;
    let last: AttemptFailure | null = null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const again: ModelRoute[] = [];
      let patience = 0;
      for (const route of left) {
        if (exchange.hasLeft || exchange.attempts >= MOST_ATTEMPTS) break;
        if (last !== null && isTimeUp(exchange, route)) break;
        if (!this.health.admits(route.circuit)) continue;
        const failure = await this.tryOne(exchange, route, attempt);
        if (failure === null) return;
        last = failure;
        if (failure.remedy === 'final') throw this.givenUp(exchange, failure);
        if (failure.remedy === 'again') again.push(route);
        patience = Math.max(patience, failure.retryAfterSeconds ?? 0);
      }
      if (again.length === 0 || round === MOST_ROUNDS - 1 || exchange.attempts >= MOST_ATTEMPTS) break;
      const pause = Math.max(patience * 1000, jittered(FIRST_PAUSE_MS * 2 ** round));
      if (exchange.hasLeft || pause > LONGEST_PAUSE_MS) break;
      await untilOver(exchange, pause);
      left = again;
    }
    throw last ? this.givenUp(exchange, last) : this.allShut(candidates);
  }

  private givenUp({ route }: Exchange, { error }: AttemptFailure): GatewayError {
    if (route) this.metrics.upstreamAttempted(route.target.factory.name, 'failed');
    return error;
  }

  private async tryOne(exchange: Exchange, route: ModelRoute, attempt: Attempt): Promise<AttemptFailure | null> {
    if (exchange.route) this.metrics.upstreamAttempted(exchange.route.target.factory.name, 'retry');
    exchange.attempt(route);
    let failure: AttemptFailure | null;
    try {
      failure = await attempt(route);
    } catch (error) {
      // What an attempt throws against its promise concerns one provider, and is no reason not to ask the next.
      failure = { ...upstreamFailure(error, route), remedy: 'elsewhere', isIll: false };
    }
    if (failure === null && !hasBrokenOff(exchange)) this.metrics.upstreamAttempted(route.target.factory.name, 'ok');
    // Of a call that was given up since nobody wants the answer any more, nobody knows what would have come.
    if ((failure?.isIll && !exchange.hasLeft) || hasBrokenOff(exchange)) this.health.failed(route.circuit);
    else if (failure === null && exchange.firstByteAt !== null) this.health.succeeded(route.circuit);
    else this.health.released(route.circuit);
    return failure;
  }

  private allShut(candidates: readonly ModelRoute[]): GatewayError {
    const wait = Math.min(...candidates.map(({ circuit }) => this.health.waitFor(circuit)));
    const message = 'The provider has failed several times in a row and is left alone for a moment';
    return new GatewayError(503, 'upstream_error', message, {
      code: 'provider_unavailable',
      retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)),
    });
  }
}

/** An answer had begun, and did not end as it should. */
function hasBrokenOff({ firstByteAt, status }: Exchange): boolean {
  return firstByteAt !== null && status >= 500;
}

function isTimeUp(exchange: Exchange, route: ModelRoute): boolean {
  return exchange.elapsed() >= timeoutsOf(route).total_ms;
}

/** Ends early when the client leaves. */
async function untilOver(exchange: Exchange, milliseconds: number): Promise<void> {
  const over = new AbortController();
  exchange.whenClientLeaves(() => over.abort());
  await sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  exchange.whenClientLeaves(null);
}
