import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TenantDb } from '../../database/tenant-db.js';
import { GatewayError } from '../../gateway/gateway-error.js';
import type { RateLimit } from '../settings/run-settings.js';
import { PipelineRatesRepository } from './pipeline-rates.repository.js';
import type { SessionKey } from './session-key.js';

/** Whoever waits for the next window gives up then. */
const MOST_WAIT_SECONDS = 120;

/** Holds each session of a pipeline to the pipeline's rate limit, in all processes together. */
@Injectable()
export class RateLimiter {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly rates: PipelineRatesRepository,
  ) {}

  /** @throws GatewayError with 429 when the session has had its runs, and will not, or can no longer, wait */
  async take(session: SessionKey, limit: RateLimit, signal: AbortSignal): Promise<void> {
    const end = Date.now() + MOST_WAIT_SECONDS * 1000;
    for (;;) {
      const seconds = await this.tenantDb.run(session.tenantId, (tx) => this.rates.take(tx, session, limit));
      if (seconds === 0) return;
      if (limit.strategy === 'drop' || Date.now() + seconds * 1000 > end) throw exceeded(limit, seconds);
      await wait(Math.ceil(seconds * 1000), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw exceeded(limit, seconds);
    }
  }
}

function exceeded({ limitation, windowSeconds }: RateLimit, seconds: number): GatewayError {
  const message = `The rate limit of this pipeline is ${limitation} runs in ${windowSeconds} seconds for each session`;
  return new GatewayError(429, 'rate_limit_error', message, {
    code: 'rate_limit_exceeded',
    retryAfterSeconds: Math.ceil(seconds),
  });
}
