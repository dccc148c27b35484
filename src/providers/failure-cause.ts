/** What the provider said no to: the user has to change something. */
export const REJECTING_CAUSES = ['unauthorized', 'forbidden', 'model_not_found', 'bad_path'] as const;

/** Nothing is proven about the credential: the way there, the account or the answer was the problem. */
export const UNDECIDED_CAUSES = [
  'blocked_address',
  'dns',
  'connection_refused',
  'tls',
  'timeout',
  'rate_limited',
  'quota',
  'region',
  'bad_answer',
] as const;

/** Why a call to a provider failed. */
export type Cause = (typeof REJECTING_CAUSES)[number] | (typeof UNDECIDED_CAUSES)[number];

export type Verdict = 'valid' | 'rejected' | 'unknown';

export function verdictOf(cause: Cause): Exclude<Verdict, 'valid'> {
  return (REJECTING_CAUSES as readonly string[]).includes(cause) ? 'rejected' : 'unknown';
}
