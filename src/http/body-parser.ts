import type { FastifyInstance } from 'fastify';
import type { RouteFacts } from './route-table.js';

/** Where files are uploaded. */
const FORMS = /^\/api\/v1\/files\//;

/**
 * Takes every body as JSON, whatever its content type says: curl users forget the header. An empty one is no body:
 * RAGFlow's clients declare JSON on requests without any. GET may carry one too (`SHOW VAR` does). Routes that want the
 * bytes themselves get them; forms are left alone where files are uploaded, and refused elsewhere.
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
  fastify.addContentTypeParser('multipart/form-data', (request, _body, done) => {
    // Read by its handler, once it is known who sends it.
    if (FORMS.test(request.url)) done(null, undefined);
    else done(Object.assign(new Error('A form where JSON belongs'), { statusCode: 400 }));
  });
  fastify.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
}
