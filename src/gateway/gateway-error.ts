/** The `type` of an error in OpenAI's body. */
export type GatewayErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'insufficient_quota'
  | 'upstream_error'
  | 'server_error';

export interface GatewayErrorOptions {
  /** For programs: `model_not_found`, `unsupported_parameter`, … */
  code?: string;
  /** The field of the request that is at fault, as `messages[0].content`. */
  param?: string;
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Trying again soon is of no use, whatever the status says. */
  isLasting?: boolean;
  cause?: unknown;
}

/**
 * A failure of the data plane. Its message is for the caller and holds no secret. OpenAI's clients choose the class of
 * their exception by the status alone (`_make_status_error` in openai-python); Anthropic's do so too.
 */
export class GatewayError extends Error {
  readonly code: string | null;
  readonly param: string | null;
  readonly retryAfterSeconds: number | undefined;
  readonly isLasting: boolean;

  constructor(
    readonly status: number,
    readonly type: GatewayErrorType,
    message: string,
    options: GatewayErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code ?? null;
    this.param = options.param ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.isLasting = options.isLasting ?? false;
  }
}

/** A field of the request that breaks a rule; the message names both. */
export function badRequest(message: string, param?: string, code?: string): GatewayError {
  return new GatewayError(400, 'invalid_request_error', message, {
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}
