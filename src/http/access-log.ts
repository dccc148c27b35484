import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { nameRequestSpan } from '../telemetry/spans.js';

/** Lets a caller name the request whose failure is in the log. */
export function sendRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
}

/** Traces tell of routes, not of addresses. */
export function nameSpans(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ method, routeOptions: { url } }, _reply, done) => {
    nameRequestSpan(method, url ?? '(no route)');
    done();
  });
}

/** One line an answer, at debug level. The route's template stands for the URL, which may carry a key (RAGFlow's DELETE does). */
export function logAnswers(fastify: FastifyInstance): void {
  const logger = new Logger('Http');
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(no route)';
    logger.debug(`${request.id} ${request.method} ${route} ${reply.statusCode} ${reply.elapsedTime.toFixed(1)}ms`);
    done();
  });
}
