import { ApiError, ApiConnectionError, LatchkeyError, type FieldFault, type Verification } from '@latchkey/sdk';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.js';
import { saidOfFlag, type FlagOf } from './flags.js';
import { networkProblem } from './session/network-problem.js';

interface FailureOptions {
  exit?: ExitCode;
  /** One line each, below the message. */
  details?: readonly string[];
  /** What to do about it. */
  hint?: string;
}

/** What ends a command: told in one line, with details and a hint below. */
export class Failure extends Error {
  readonly exit: ExitCode;
  readonly details: readonly string[];
  readonly hint: string | null;

  constructor(message: string, { exit = EXIT.failed, details = [], hint }: FailureOptions = {}) {
    super(message);
    this.exit = exit;
    this.details = details;
    this.hint = hint ?? null;
  }
}

export class UsageFailure extends Failure {
  constructor(message: string, hint?: string) {
    super(message, { exit: EXIT.usage, ...(hint === undefined ? {} : { hint }) });
  }
}

/** Said of a 401: a key of the environment goes before a sign-in, so signing in alone may not help. */
export const SIGN_IN_HINT =
  'Sign in with `latchkey login`; where LATCHKEY_API_KEY or --key-env gives a key, look at that';

/** Ctrl-C at a question. */
export class Interrupted extends Failure {
  constructor() {
    super('Interrupted', { exit: EXIT.interrupted });
  }
}

/** The command has said itself what there is to say. */
export class Ended extends Failure {
  constructor(exit: ExitCode) {
    super('', { exit });
  }
}

/**
 * @param flagOf what the user gave a field by, to be named in its place
 * @returns the failure as the user is told it
 */
export function failureOf(error: unknown, flagOf: FlagOf = () => null): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ApiConnectionError) {
    const { problem, hint } = networkProblem(error);
    return new Failure(problem, { exit: exitCodeOf(error), ...(hint === null ? {} : { hint }) });
  }
  if (error instanceof ApiError) return refusalOf(error, flagOf);
  if (error instanceof LatchkeyError) return new UsageFailure(error.message);
  return new Failure(error instanceof Error ? error.message : String(error));
}

function refusalOf(error: ApiError, flagOf: FlagOf): Failure {
  const hint = hintFor(error);
  const first = error.faults.find(({ message }) => message === error.message);
  const said = first === undefined ? error.message : saidOf(first, flagOf, first.message);
  return new Failure(said || `The server answered ${error.status}`, {
    exit: exitCodeOf(error),
    details: detailsOf(error, flagOf),
    ...(hint === null ? {} : { hint }),
  });
}

interface Use {
  kind: string;
  id: string;
  name: string;
}

function saidOf(fault: FieldFault, flagOf: FlagOf, otherwise: string): string {
  const flag = flagOf(fault.field);
  return flag === null ? otherwise : saidOfFlag(flag, fault);
}

function detailsOf({ message, faults, data }: ApiError, flagOf: FlagOf): string[] {
  const { used_by: uses = [], results = [] } = (data ?? {}) as { used_by?: Use[]; results?: Verification['results'] };
  const told = faults.filter((fault) => fault.message !== message);
  return [
    ...told.map((fault) => saidOf(fault, flagOf, withField(fault))),
    ...uses.map(({ kind, name }) => `used by ${kind.replaceAll('_', ' ')} ${name}`),
    ...results.map(
      ({ type, model, message: said }) => `${type ?? 'all'}${model === null ? '' : ` (${model})`}: ${said}`,
    ),
  ];
}

function withField({ field, message }: FieldFault): string {
  return message.startsWith(field) ? message : `${field}: ${message}`;
}

function hintFor({ status, data, message }: ApiError): string | null {
  if (status === 401) return SIGN_IN_HINT;
  if (status === 403 && message.startsWith('X-Tenant-Id')) {
    return '`latchkey tenant list` shows your tenants, `latchkey tenant use` goes to one of them';
  }
  if (status === 403) return '`latchkey whoami` shows what you may do, and in which tenant';
  if (status === 409 && data !== null && typeof data === 'object' && 'used_by' in data) {
    return 'Remove it all the same with --force';
  }
  if (status === 429) return 'Too many requests or failed sign-ins; try again in a minute';
  return null;
}
