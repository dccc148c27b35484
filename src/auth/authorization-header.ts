import type { WireRequest } from '../http/wire/wire-request.js';

const SCHEME = /^bearer(?:\s+|$)/i;

/** The token in an Authorization value: after `Bearer` in any case, or the bare value, as RAGFlow's clients send it. */
export function tokenOf(authorization: string | undefined): string {
  return (authorization ?? '').trim().replace(SCHEME, '').trim();
}

/** Whether a request carries a header more than once: two credentials are no credential. */
export function isDoubled({ raw }: { raw: Pick<WireRequest, 'rawHeaders'> }, header: string): boolean {
  const { rawHeaders } = raw;
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === header.length && name.toLowerCase() === header) count += 1;
  }
  return count > 1;
}
