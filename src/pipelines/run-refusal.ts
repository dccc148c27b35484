import {
  AppError,
  BadInputError,
  ForbiddenError,
  ProviderRefusedError,
  TooManyRequestsError,
  UnavailableError,
} from '../kernel/app-error.js';
import { GatewayError } from '../gateway/gateway-error.js';

/** What a run failed with, in terms that every surface can draw; what nobody foresaw stays as it is. */
export function runRefusal(error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  const { status, type, message, retryAfterSeconds = 1 } = error;
  if (type === 'upstream_error' || status === 402) return new ProviderRefusedError(message, { cause: error });
  if (status === 429) return new TooManyRequestsError(message, retryAfterSeconds);
  if (status === 403) return new ForbiddenError(message, { cause: error });
  if (status === 503) return new UnavailableError(message, { retryAfterSeconds, cause: error });
  return status < 500 ? new BadInputError(message, { cause: error }) : error;
}

/** What of a failure may be told to people. */
export function messageOfFailure(error: unknown): string {
  return error instanceof GatewayError || error instanceof AppError ? error.message : 'Internal server error';
}
