import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** One line an answer, at debug level. The route's template stands for the URL, which may carry a key (RAGFlow's DELETE does). */
export function logAnswers(fastify: FastifyInstance): void {
  const logger = new Logger('Http');
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(no route)';
    logger.debug(`${request.id} ${request.method} ${route} ${reply.statusCode} ${reply.elapsedTime.toFixed(1)}ms`);
    done();
  });
}
