import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Cause } from '../../providers/failure-cause.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import { GatewayError, type GatewayErrorType } from '../gateway-error.js';
import type { AttemptFailure, Remedy } from './attempt-failure.js';

/** What a provider's own status says about trying again. */
const AGAIN = new Set([408, 409, 425, 429]);
/** The credential or the model is not what it should be at this provider; another one may have it. */
const ELSEWHERE = new Set([401, 402, 403, 404]);
/** The same by what the refusal means: some say it with a 400 (Gemini of keys, Bedrock of models, Anthropic of credit). */
const CAUSES_ELSEWHERE = new Set<Cause>(['unauthorized', 'forbidden', 'model_not_found', 'quota', 'region']);

/** Without an answer there is no status to pass on. */
const STATUS_OF_CAUSE: Partial<Record<Cause, number>> = { timeout: 504, rate_limited: 429, quota: 429 };

const TYPE_OF_STATUS: Readonly<Record<number, GatewayErrorType>> = {
  400: 'invalid_request_error',
  401: 'upstream_error',
  403: 'upstream_error',
  404: 'invalid_request_error',
  413: 'invalid_request_error',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** The provider's own words for the error, where its body has them in OpenAI's shape. */
export interface UpstreamWords {
  code?: string;
  param?: string;
}

/** Turns the one way in which calls to providers fail into what the client is told, and what is to be done. */
export function upstreamFailure(error: unknown, { isShared }: ModelRoute, words: UpstreamWords = {}): AttemptFailure {
  const failure = error instanceof ProviderCallError ? error : unexpected(error);
  const { causeClass, providerText, upstreamStatus, retryAfterSeconds } = failure;
  const status = statusOf(causeClass, upstreamStatus);
  const mayBeTold = !isShared || isAboutRequest(failure);
  return {
    error: new GatewayError(
      status,
      TYPE_OF_STATUS[status] ?? 'upstream_error',
      mayBeTold ? providerText : 'The shared model does not answer; its owner can see why',
      {
        code: (mayBeTold ? words.code : undefined) ?? codeOf(causeClass, upstreamStatus),
        ...(mayBeTold && words.param !== undefined ? { param: words.param } : {}),
        ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
        cause: error,
      },
    ),
    remedy: remedyOf(causeClass, upstreamStatus),
    isIll: isIll(causeClass, upstreamStatus),
    retryAfterSeconds,
  };
}

/** Where its owner's server is, and what is wrong with the owner's account, is nobody else's business. */
function isAboutRequest({ upstreamStatus, causeClass }: ProviderCallError): boolean {
  return upstreamStatus !== null && upstreamStatus >= 400 && remedyOf(causeClass, upstreamStatus) === 'final';
}

/** An answer came, and is of no use: it will be so again, and says nothing of how the provider is. */
function isUseless(cause: Cause, upstreamStatus: number | null): boolean {
  return upstreamStatus === null && cause === 'bad_answer';
}

function isIll(cause: Cause, upstreamStatus: number | null): boolean {
  if (upstreamStatus !== null) return upstreamStatus >= 500 || upstreamStatus === 408;
  return cause !== 'blocked_address' && !isUseless(cause, upstreamStatus);
}

/** The upstream's own status where it refused (design §2); a 2xx that made no sense, or a redirect, is a bad gateway. */
function statusOf(cause: Cause, upstreamStatus: number | null): number {
  if (upstreamStatus !== null && upstreamStatus >= 400) return upstreamStatus;
  return STATUS_OF_CAUSE[cause] ?? 502;
}

function remedyOf(cause: Cause, upstreamStatus: number | null): Remedy {
  if (isUseless(cause, upstreamStatus)) return 'elsewhere';
  if (upstreamStatus === null) return cause === 'blocked_address' || cause === 'unauthorized' ? 'elsewhere' : 'again';
  if (upstreamStatus >= 500 || AGAIN.has(upstreamStatus)) return 'again';
  if (ELSEWHERE.has(upstreamStatus) || CAUSES_ELSEWHERE.has(cause) || upstreamStatus < 400) return 'elsewhere';
  return 'final';
}

function codeOf(cause: Cause, upstreamStatus: number | null): string {
  if (upstreamStatus === 429) return 'rate_limit_exceeded';
  return upstreamStatus === null ? `upstream_${cause}` : 'upstream_error';
}

/** Adapters promise not to, so this is a fault of ours; it must not end more than its own request. */
function unexpected(error: unknown): ProviderCallError {
  return new ProviderCallError('bad_answer', 'The provider could not be called', { cause: error });
}
