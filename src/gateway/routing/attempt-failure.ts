import type { GatewayError } from '../gateway-error.js';

/**
 * Why an attempt brought no answer, and what may be done about it. `again`: the same provider may well answer the next
 * time; `elsewhere`: another one may, this one won't; `final`: the request itself is at fault, or an answer has begun.
 */
export type Remedy = 'again' | 'elsewhere' | 'final';

export interface AttemptFailure {
  error: GatewayError;
  remedy: Remedy;
  /** It says that the provider is not well. */
  isIll: boolean;
  retryAfterSeconds: number | null;
}
