/**
 * The `code` of an answer's envelope, with RAGFlow's values, so that its clients read ours as their own. The page of
 * errors is generated from what stands here, with the HTTP statuses that each comes with.
 */
export enum RetCode {
  /**
   * Done
   * @status 200
   */
  SUCCESS = 0,
  /**
   * A sign-in or a first start is refused, in LangBot's words
   * @status 401, 409
   */
  FAILED = 1,
  /**
   * Refused; RAGFlow's admin surface has no number of its own for it
   * @status 400
   */
  REFUSED = -1,
  /**
   * A fault of ours, in LangBot's words
   * @status 500
   */
  FAULT = -2,
  /**
   * The input breaks a rule; the message names the field
   * @status 400
   */
  ARGUMENT_ERROR = 101,
  /**
   * Refused by a provider or by the outbound guard; or what was named is not there
   * @status 400, 404
   */
  DATA_ERROR = 102,
  /**
   * A role or scope is missing (models and user mode)
   * @status 403
   */
  PERMISSION_ERROR = 108,
  /**
   * Not authenticated (models and user mode); with 400, a provider refused
   * @status 401, 400
   */
  AUTHENTICATION_ERROR = 109,
  /**
   * The input breaks a rule (admin), or not in this edition
   * @status 400
   */
  BAD_REQUEST = 400,
  /**
   * No credential, or one that is not accepted
   * @status 401
   */
  UNAUTHORIZED = 401,
  /**
   * A role or scope is missing
   * @status 403
   */
  FORBIDDEN = 403,
  /**
   * There is no such thing, or not for you
   * @status 404
   */
  NOT_FOUND = 404,
  /**
   * The state of things speaks against it
   * @status 409
   */
  CONFLICT = 409,
  /**
   * The body is larger than 1 MiB
   * @status 413
   */
  PAYLOAD_TOO_LARGE = 413,
  /**
   * The content type is not supported
   * @status 415
   */
  UNSUPPORTED_MEDIA_TYPE = 415,
  /**
   * Too many failed sign-ins; see `Retry-After`
   * @status 429
   */
  TOO_MANY_REQUESTS = 429,
  /**
   * A fault of ours; the log has the cause
   * @status 500
   */
  SERVER_ERROR = 500,
  /**
   * The database is away; see `Retry-After`
   * @status 503
   */
  UNAVAILABLE = 503,
}
