import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Exchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import type { AttemptFailure } from './attempt-failure.js';
import { ProviderHealth } from './provider-health.js';

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
  constructor(private readonly health: ProviderHealth) {}

  /** @throws GatewayError what the last provider failed with, when none answered */
  async run(exchange: Exchange, candidates: readonly ModelRoute[], attempt: Attempt): Promise<void> {
    let left = candidates;
    let last: AttemptFailure | null = null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const again: ModelRoute[] = [];
      let patience = 0;
      for (const route of left) {
        if (exchange.hasLeft || exchange.attempts >= MOST_ATTEMPTS) break;
        if (!this.health.admits(route.credentialId)) continue;
        const failure = await this.tryOne(exchange, route, attempt);
        if (failure === null) return;
        last = failure;
        if (failure.remedy === 'final') throw failure.error;
        if (failure.remedy === 'again') again.push(route);
        patience = Math.max(patience, failure.retryAfterSeconds ?? 0);
      }
      if (again.length === 0 || round === MOST_ROUNDS - 1 || exchange.attempts >= MOST_ATTEMPTS) break;
      const pause = Math.max(patience * 1000, jittered(FIRST_PAUSE_MS * 2 ** round));
      if (exchange.hasLeft || pause > LONGEST_PAUSE_MS) break;
      await untilOver(exchange, pause);
      left = again;
    }
    throw last?.error ?? this.allShut(candidates);
  }

  private async tryOne(exchange: Exchange, route: ModelRoute, attempt: Attempt): Promise<AttemptFailure | null> {
    exchange.attempt(route);
    const failure = await attempt(route);
    if (failure?.isIll || hasBrokenOff(exchange)) this.health.failed(route.credentialId);
    else if (failure === null && exchange.firstByteAt !== null) this.health.succeeded(route.credentialId);
    else this.health.released(route.credentialId);
    return failure;
  }

  private allShut(candidates: readonly ModelRoute[]): GatewayError {
    const wait = Math.min(...candidates.map(({ credentialId }) => this.health.waitFor(credentialId)));
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

/** Between half and all of it, so that many clients don't come back at one moment. */
function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}

/** Ends early when the client leaves. */
async function untilOver(exchange: Exchange, milliseconds: number): Promise<void> {
  const over = new AbortController();
  exchange.whenClientLeaves(() => over.abort());
  await sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  exchange.whenClientLeaves(null);
}
