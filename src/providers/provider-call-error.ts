import type { Cause } from './failure-cause.js';

interface ProviderCallFacts {
  upstreamStatus?: number | null;
  retryAfterSeconds?: number | null;
  cause?: unknown;
}

/** The one way a call to a provider fails. Everything in it was decided, cleaned of secrets and bounded at the edge. */
export class ProviderCallError extends Error {
  /** The status the provider answered with; null when there was no answer. */
  readonly upstreamStatus: number | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly causeClass: Cause,
    /** The provider's own words, or what the connection said; never holds the credential. */
    readonly providerText: string,
    facts: ProviderCallFacts = {},
  ) {
    super(`${causeClass}: ${providerText}`, { cause: facts.cause });
    this.name = 'ProviderCallError';
    this.upstreamStatus = facts.upstreamStatus ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}
