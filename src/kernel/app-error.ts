import type { RetCode } from './ret-code.js';

/** What went wrong, in terms of who has to act; a surface turns it into a status, a code and an envelope. */
export type FailureKind =
  | 'bad-input'
  | 'not-in-edition'
  | 'provider-refused'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable';

/** One field of the input and the rule it broke. */
export interface FieldProblem {
  /** Dotted path of the field, as the client spelled it. */
  field: string;
  /** Short name of the rule, for programs: `required`, `string`, `max_length`. */
  rule: string;
  /** The whole sentence, for people. */
  message: string;
}

export interface AppErrorOptions {
  /** A code that a protocol fixes for this failure, whatever the surface's own rule says. */
  code?: RetCode;
  problems?: FieldProblem[];
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further facts for the client, drawn as `data`. */
  data?: unknown;
  cause?: unknown;
}

/**
 * A failure that we foresaw and that the caller may read. Its message is for the caller and never holds a secret;
 * what only the log may know goes into `cause`.
 */
export class AppError extends Error {
  readonly code: RetCode | undefined;
  readonly problems: FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly data: unknown;

  constructor(
    readonly kind: FailureKind,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.problems = options.problems;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.data = options.data;
  }
}

/** The input breaks a rule; the message names the field and the rule. */
export class BadInputError extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super('bad-input', message, options);
  }

  /** Of one field. @param message the whole sentence */
  static inField(field: string, rule: string, message: string): BadInputError {
    return new BadInputError(message, { problems: [{ field, rule, message }] });
  }
}

/** @param says what the field must be, after its name */
export function badField(field: string, rule: string, says: string): BadInputError {
  return BadInputError.inField(field, rule, `Field ${field} ${says}`);
}

/** A part of RAGFlow's or LangBot's surface that this edition does not have. */
export class NotInEditionError extends AppError {
  constructor(message = 'Not available in this edition') {
    super('not-in-edition', message);
  }
}

/** A model provider refused or could not be reached: neither our fault nor the caller's own credential. */
export class ProviderRefusedError extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super('provider-refused', message, options);
  }
}

/** Why a request could not be tied to a principal. */
export type AuthenticationFailure = 'missing' | 'bad-api-key' | 'bad-bearer' | 'user-token-missing';

/**
 * No credential, or one that was judged and refused. Each surface has its own words for each reason
 * (see `http/surfaces.ts`), unless a message is given, as sign-in does.
 */
export class UnauthenticatedError extends AppError {
  constructor(
    readonly reason: AuthenticationFailure,
    message = '',
    options?: AppErrorOptions,
  ) {
    super('unauthenticated', message, options);
  }
}

/** Known, but not allowed: a role, a scope or a rule is missing. */
export class ForbiddenError extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super('forbidden', message, options);
  }
}

export class NotFoundError extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super('not-found', message, options);
  }
}

/** The state of things speaks against it: it exists already, or changed meanwhile. */
export class ConflictError extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super('conflict', message, options);
  }
}

export class TooManyRequestsError extends AppError {
  constructor(message: string, retryAfterSeconds: number) {
    super('too-many-requests', message, { retryAfterSeconds });
  }
}

/** We could not judge or serve right now (database away, starting up); trying again later is right. */
export class UnavailableError extends AppError {
  constructor(message = 'Temporarily unavailable, please try again', options: AppErrorOptions = {}) {
    super('unavailable', message, { retryAfterSeconds: 1, ...options });
  }
}
