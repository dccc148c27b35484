import {
  AppError,
  type AuthenticationFailure,
  ForbiddenError,
  UnauthenticatedError,
  UnavailableError,
} from '../kernel/app-error.js';
import { surfaceOf } from '../http/surfaces.js';
import { LimitReachedError } from '../limits/limit.errors.js';
import { badRequest, GatewayError } from './gateway-error.js';

const OPENAI = surfaceOf('/v1');

/** Made once: a flood of forged keys must not pay for a stack trace each. */
const UNAUTHENTICATED = Object.fromEntries(
  Object.entries(OPENAI.unauthenticated).map(([reason, message]) => [
    reason,
    new GatewayError(401, 'invalid_request_error', message, { code: 'invalid_api_key' }),
  ]),
) as Record<AuthenticationFailure, GatewayError>;

/** What the server itself refuses before a handler runs. */
const TOO_LARGE = 413;

/** Whatever a request failed with, as its client is to see it; what we did not foresee says nothing. */
export function gatewayFailure(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof UnauthenticatedError) {
    return UNAUTHENTICATED[error.reason];
  }
  if (error instanceof ForbiddenError) {
    return new GatewayError(403, 'permission_error', error.message, { code: 'permission_denied' });
  }
  if (error instanceof LimitReachedError) return limitReached(error);
  if (error instanceof UnavailableError) return unavailable(error);
  if (error instanceof AppError) return badRequest(error.message);
  return frameworkFailure(error);
}

/** In OpenAI's words. */
function limitReached({ message, retryAfterSeconds, isOfBudget, isLasting }: LimitReachedError): GatewayError {
  const options = { isLasting, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  return isOfBudget
    ? new GatewayError(429, 'insufficient_quota', message, { code: 'insufficient_quota', ...options })
    : new GatewayError(429, 'rate_limit_error', message, { code: 'rate_limit_exceeded', ...options });
}

function unavailable({ message, retryAfterSeconds = 1, cause }: UnavailableError): GatewayError {
  return new GatewayError(503, 'server_error', message, { code: 'unavailable', retryAfterSeconds, cause });
}

function frameworkFailure(error: unknown): GatewayError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === TOO_LARGE) {
    return new GatewayError(TOO_LARGE, 'invalid_request_error', 'The request body is too large', {
      code: 'request_too_large',
    });
  }
  if (status >= 400 && status < 500) {
    return new GatewayError(status, 'invalid_request_error', 'The request could not be read');
  }
  return new GatewayError(500, 'server_error', 'Internal server error', { code: 'internal_error', cause: error });
}
