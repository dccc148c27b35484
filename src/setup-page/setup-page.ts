import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const FILES = [
  { path: '/setup', file: 'setup.html', type: 'text/html; charset=utf-8' },
  { path: '/setup.css', file: 'setup.css', type: 'text/css; charset=utf-8' },
  { path: '/setup.js', file: 'setup.js', type: 'text/javascript; charset=utf-8' },
];

/** The page behind the one-time link where there is no console; `/` leads to the documentation there. */
export function serveSetupPage(fastify: FastifyInstance): void {
  for (const { path, file, type } of FILES) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    fastify.get(path, { config: { auth: 'public' } }, (_request, reply) =>
      reply.type(type).header('cache-control', 'no-store').send(text),
    );
  }
  fastify.get('/', { config: { auth: 'public' } }, (_request, reply) => reply.redirect('/docs'));
}
