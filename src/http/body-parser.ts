import type { FastifyInstance } from 'fastify';
import type { RouteFacts } from './route-table.js';

/**
 * Takes every body as JSON, whatever its content type says: curl users forget the header. An empty one is no body:
 * RAGFlow's clients declare JSON on requests without any. GET may carry one too (`SHOW VAR` does). Routes that want the
 * bytes themselves get them.
 */
export function parseBodiesAsJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    const { isRaw } = request.routeOptions.config as RouteFacts;
    if (isRaw) done(null, body);
    else void parse(request, body.toString(), done);
  });
  fastify.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
}
