/** NUL and lone surrogates: Postgres can store neither, and no name or secret has them. */
// eslint-disable-next-line no-control-regex -- NUL is what we look for
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Path of the first string in a value, at any depth, that can't be stored; null when all can. */
export function findUnstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (UNSTORABLE.test(name)) return path || 'body';
    const found = findUnstorableText(inner, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
