import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../kernel/principal.js';

/** A request after the guard: Passport's `user` is our principal. */
export type AuthenticatedRequest = FastifyRequest & { user: Principal };

/** The principal behind the request. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => context.switchToHttp().getRequest<AuthenticatedRequest>().user,
);
