/**
 * The `code` of an answer's envelope, with RAGFlow's values, so that its clients read ours as their own.
 * Meaning and HTTP status of each stand in `docs/errors.md`; a test compares the two.
 */
export enum RetCode {
  SUCCESS = 0,
  /** LangBot's for a sign-in or a first start that is refused. */
  FAILED = 1,
  /** LangBot's refusal; on RAGFlow's admin surface a failure that has no number of its own. */
  REFUSED = -1,
  /** LangBot's fault of the server. */
  FAULT = -2,
  ARGUMENT_ERROR = 101,
  DATA_ERROR = 102,
  PERMISSION_ERROR = 108,
  AUTHENTICATION_ERROR = 109,
  BAD_REQUEST = 400,
  UNAUTHORIZED = 401,
  FORBIDDEN = 403,
  NOT_FOUND = 404,
  CONFLICT = 409,
  PAYLOAD_TOO_LARGE = 413,
  UNSUPPORTED_MEDIA_TYPE = 415,
  TOO_MANY_REQUESTS = 429,
  SERVER_ERROR = 500,
  UNAVAILABLE = 503,
}
