import type { ExitCode } from '../exit-codes.js';

/** What one check of `doctor` found. */
export interface Finding {
  check: string;
  state: 'ok' | 'warn' | 'fail';
  /** What is so. */
  text: string;
  /** What to do about it; null where all is well. */
  hint: string | null;
}

/** A finding that ends the examination, since nothing after it can be judged. */
export class Unfit extends Error {
  constructor(
    readonly finding: Finding,
    readonly exit: ExitCode,
  ) {
    super(finding.text);
  }
}

export function ok(check: string, text: string): Finding {
  return { check, state: 'ok', text, hint: null };
}

export function warn(check: string, text: string, hint: string): Finding {
  return { check, state: 'warn', text, hint };
}

export function fail(check: string, text: string, hint: string): Finding {
  return { check, state: 'fail', text, hint };
}
