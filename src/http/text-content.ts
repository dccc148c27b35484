import { BadInputError } from '../kernel/app-error.js';

/** NUL and lone surrogates: Postgres can store neither, and no name or secret has them. */
// eslint-disable-next-line no-control-regex -- NUL is what we look for
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Nothing that we take is nested deeper; what is would exhaust the stack. */
const MOST_DEPTH = 100;

/** Path of the first string in a value, at any depth, that can't be stored; null when all can. */
export function findUnstorableText(value: unknown, path = '', depth = 0): string | null {
  if (depth > MOST_DEPTH) throw new BadInputError('Invalid request body');
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (UNSTORABLE.test(name)) return path || 'body';
    const found = findUnstorableText(inner, path === '' ? name : `${path}.${name}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** A text without what can't be stored, for texts that nobody here can be told to mend. */
export function storableText(text: string): string {
  return text.replaceAll(new RegExp(UNSTORABLE, 'g'), '');
}
