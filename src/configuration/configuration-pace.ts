import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { charge } from '../http/charge.js';
import type { Principal } from '../kernel/principal.js';

const PER_MINUTE = 60;

/** Bounds how often somebody can have secrets compared: a plan says whether one is the stored one. */
@Injectable()
export class ConfigurationPace {
  private readonly limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });

  /** By user, whichever of their sessions and keys it is. @throws TooManyRequestsError */
  charge({ userId }: Principal): Promise<void> {
    return charge(this.limiter, userId, (seconds) => `Too many configurations, please try again in ${seconds} seconds`);
  }
}
