import { ApiError, ApiConnectionError } from '@latchkey/sdk';

/** What the process ends with. Scripts rely on these: a number keeps its meaning. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  conflict: 5,
  unreachable: 6,
  changes: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** As help and reference tell them. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.ok, 'Done.'],
  [EXIT.failed, 'Failed: the server or a provider refused what was given, or a check of `doctor` failed.'],
  [EXIT.usage, 'Wrong usage: an unknown command or option, a value that is missing, or a file that cannot be used.'],
  [EXIT.refused, 'Not signed in, or not allowed (401, 403).'],
  [EXIT.notFound, 'There is no such thing, or not for you (404).'],
  [EXIT.conflict, 'The state of things speaks against it: in use, changed meanwhile, or there already (409).'],
  [EXIT.unreachable, 'The server cannot be reached, or has a fault of its own (5xx).'],
  [EXIT.changes, '`plan --exit-code` found changes.'],
  [EXIT.interrupted, 'Interrupted with Ctrl-C, or by another answer than yes to a question.'],
];

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ApiConnectionError) return EXIT.unreachable;
  if (!(error instanceof ApiError)) return EXIT.failed;
  if (error.status === 401 || error.status === 403) return EXIT.refused;
  if (error.status === 404) return EXIT.notFound;
  if (error.status === 409) return EXIT.conflict;
  return error.status >= 500 ? EXIT.unreachable : EXIT.failed;
}
