import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What `npm run build:web` makes. */
const BUILT = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const NONCE_PLACE = '%STYLE_NONCE%';
const PUBLIC = { config: { auth: 'public' } } as const;
/** Names of these carry a hash of what is in them. */
const FOR_EVER = { cacheControl: true, maxAge: '1y', immutable: true };

export function isConsoleBuilt(): boolean {
  return existsSync(`${BUILT}index.html`);
}

/**
 * Serves the console below `/console/`, and leads there from `/` and from the one-time link of the first start, whose
 * token stays in the fragment on the way. @returns false when the console was not built
 */
export async function serveConsole(app: NestFastifyApplication): Promise<boolean> {
  if (!isConsoleBuilt()) return false;
  await app.register(fastifyStatic, { root: BUILT, serve: false, preCompressed: true, cacheControl: false });
  const fastify = app.getHttpAdapter().getInstance();
  const page = readFileSync(`${BUILT}index.html`, 'utf8');
  const sendPage = (_request: unknown, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({ 'content-security-policy': policyFor(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(page.replace(NONCE_PLACE, nonce));
  };
  fastify.get('/', PUBLIC, (_request, reply) => reply.redirect('/console/'));
  fastify.get('/setup', PUBLIC, (_request, reply) => reply.redirect('/console/setup'));
  fastify.get('/console', PUBLIC, (_request, reply) => reply.redirect('/console/'));
  fastify.get('/console/*', PUBLIC, sendPage);
  fastify.get('/console/icon.svg', PUBLIC, (_request, reply) => reply.sendFile('icon.svg'));
  fastify.get('/console/assets/:file', PUBLIC, (request: FastifyRequest<{ Params: { file: string } }>, reply) =>
    // Not as a header of the reply, which one that is not there (of a newer build, as yet elsewhere) would get as well.
    reply.sendFile(`assets/${request.params.file}`, FOR_EVER),
  );
  return true;
}

/** Nothing but files of our own, and the style elements of this very page. */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
