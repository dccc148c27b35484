import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';

const PER_MINUTE = 60;

/** Bounds how often somebody can have secrets compared: a plan says whether one is the stored one. */
@Injectable()
export class ConfigurationPace {
  private readonly limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });

  /** By user, whichever of their sessions and keys it is. @throws TooManyRequestsError */
  async charge({ userId }: Principal): Promise<void> {
    try {
      await this.limiter.consume(userId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new TooManyRequestsError(`Too many configurations, please try again in ${seconds} seconds`, seconds);
    }
  }
}
