import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { LoginLimiter } from './login-limiter.js';

/** There is one key for the whole instance, so guesses at it count together, whatever account they name. */
const COUNTER = 'recovery key';

/** Judges what somebody presents as the operator's recovery key; guesses are limited as failed sign-ins are. */
@Injectable()
export class RecoveryKey {
  constructor(
    private readonly config: AppConfig,
    private readonly limiter: LoginLimiter,
  ) {}

  /** Never true while the operator has set none. @throws TooManyRequestsError */
  async isRight(presented: string, address: string): Promise<boolean> {
    const attempt = { email: COUNTER, address, isKnownAddress: false };
    await this.limiter.charge(attempt);
    const expected = this.config.recoveryKey;
    if (expected === null || !timingSafeEqual(digestOf(presented), digestOf(expected))) return false;
    await this.limiter.payBack(attempt);
    return true;
  }
}

/** Of equal length, whatever was presented. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
