import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../kernel/app-error.js';

/**
 * Counts one use, or refuses it.
 * @param words what is said, with the seconds until it is worth trying again
 * @throws TooManyRequestsError
 */
export async function charge(
  limiter: RateLimiterAbstract,
  key: string,
  words: (seconds: number) => string,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new TooManyRequestsError(words(seconds), seconds);
  }
}
