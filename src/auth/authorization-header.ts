import type { FastifyRequest } from 'fastify';

const SCHEME = /^bearer(?:\s+|$)/i;

/** The token in an Authorization value: after `Bearer` in any case, or the bare value, as RAGFlow's clients send it. */
export function tokenOf(authorization: string | undefined): string {
  return (authorization ?? '').trim().replace(SCHEME, '').trim();
}

/** Whether a request carries a header more than once: two credentials are no credential. */
export function isDoubled(request: Pick<FastifyRequest, 'raw'>, header: string): boolean {
  const names = request.raw.rawHeaders.filter((_, index) => index % 2 === 0);
  return names.filter((name) => name.toLowerCase() === header).length > 1;
}
