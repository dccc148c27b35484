import {
  type AppError,
  BadInputError,
  ForbiddenError,
  ProviderRefusedError,
  TooManyRequestsError,
  UnavailableError,
} from '../kernel/app-error.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { BadVectorError } from './search/vectors.js';

/** A model's failure in the words of the management surfaces; whatever else it is stays as it is. */
export function managementFailure(error: unknown): unknown {
  if (error instanceof BadVectorError) return new ProviderRefusedError(error.message, { cause: error });
  if (!(error instanceof GatewayError)) return error;
  return translated(error);
}

function translated(error: GatewayError): AppError {
  if (error.code === 'model_not_allowed') return new ForbiddenError(error.message, { cause: error });
  if (error.status === 429) return new TooManyRequestsError(error.message, error.retryAfterSeconds ?? 1);
  if (error.status === 503) return new UnavailableError(error.message, { cause: error });
  if (error.status >= 500 || error.type === 'upstream_error')
    return new ProviderRefusedError(error.message, { cause: error });
  return new BadInputError(error.message, { cause: error });
}

/** A field that names no usable model. */
export function badModel(field: string, error: unknown): unknown {
  if (!(error instanceof GatewayError) || error.status >= 500 || error.code === 'model_not_allowed')
    return managementFailure(error);
  return BadInputError.inField(
    field,
    'model',
    `Field ${field} names no embedding model that can be used: ${error.message}`,
  );
}
