/** One field of what was sent, and the rule it breaks. */
export interface FieldFault {
  field: string;
  rule: string;
  message: string;
}

/** What a server said of a request that it did not fulfil. */
interface Failure {
  status: number;
  code: number;
  message: string;
  faults: readonly FieldFault[];
  data: unknown;
}

/** Anything that went wrong between here and the server, or there. */
export class LatchkeyError extends Error {
  override readonly name: string = 'LatchkeyError';
}

/** No answer: the server is not there, did not answer in time, or the connection broke. */
export class ApiConnectionError extends LatchkeyError {
  override readonly name = 'ApiConnectionError';
}

/** The server answered, and not with what was asked for. */
export class ApiError extends LatchkeyError {
  override readonly name: string = 'ApiError';
  /** HTTP status. */
  readonly status: number;
  /** Latchkey's own code; docs/errors.md lists them. */
  readonly code: number;
  /** The fields at fault, where the server named them. */
  readonly faults: readonly FieldFault[];
  /** What came with the failure, e.g. `{ used_by }` of a credential that is in use. */
  readonly data: unknown;

  constructor({ status, code, message, faults, data }: Failure) {
    super(message);
    this.status = status;
    this.code = code;
    this.faults = faults;
    this.data = data;
  }
}

/** 400, 413, 422: the input breaks a rule, or a provider refused. */
export class BadRequestError extends ApiError {
  override readonly name = 'BadRequestError';
}

/** 401: no credential, or one that is not accepted. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError';
}

/** 403: the role or the scope is missing. */
export class PermissionDeniedError extends ApiError {
  override readonly name = 'PermissionDeniedError';
}

/** 404: there is no such thing, or not for this caller. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

/** 409: the state of things speaks against it. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

/** 429: too many requests, retries included. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError';
}

/** 5xx: the server's own fault, or its database is away. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
}

const BY_STATUS: Record<number, new (failure: Failure) => ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: BadRequestError,
  422: BadRequestError,
  429: RateLimitError,
};

export function apiError(failure: Failure): ApiError {
  const Kind = BY_STATUS[failure.status] ?? (failure.status >= 500 ? ServerError : ApiError);
  return new Kind(failure);
}
