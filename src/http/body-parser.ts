import type { FastifyInstance } from 'fastify';

/**
 * Takes every body as JSON, whatever its content type says: curl users forget the header. An empty one is no body:
 * RAGFlow's clients declare JSON on requests without any. GET may carry one too (`SHOW VAR` does).
 */
export function parseBodiesAsJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    void parse(request, body as string, done);
  });
  fastify.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
}
