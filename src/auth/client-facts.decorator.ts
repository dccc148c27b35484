import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ClientFacts } from './sessions.service.js';

/** Where the request comes from. */
export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientFacts => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
});
