import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config.js';
import { UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { AUTH_METADATA, type AuthDeclaration } from '../http/auth.decorator.js';
import type { AuthenticatedRequest } from '../http/current-principal.decorator.js';
import { authorize } from './authorization.js';
import { isDoubled } from './authorization-header.js';
import { isLocalRequest, mayBeLocal } from './local-request.js';
import { API_KEY_BEARER } from './strategies/api-key-bearer.strategy.js';
import { API_KEY_HEADER } from './strategies/api-key-header.strategy.js';
import { JWT } from './strategies/jwt.strategy.js';

/**
 * Stands before every route and is closed unless the route says otherwise: finds out who asks, by one of three
 * strategies, then whether the route's rule lets them.
 */
@Injectable()
export class PrincipalGuard extends AuthGuard([API_KEY_HEADER, JWT, API_KEY_BEARER]) {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
    private readonly apiKeys: ApiKeyAuthenticator,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = this.reflector.getAllAndOverride<AuthDeclaration | undefined>(AUTH_METADATA, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (declared === 'public') return true;
    const rule = declared ?? {};
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    refuseDoubledCredentials(request);
    if (rule.local && isAnonymous(request) && mayBeLocal(this.config) && isLocalRequest(request)) return true;
    if (isAnonymous(request)) throw new UnauthenticatedError(rule.session ? 'user-token-missing' : 'missing');
    await super.canActivate(context);
    this.apiKeys.demandAddress(request.user, request);
    authorize(request.user, rule);
    return true;
  }

  /** Passport's outcome: an error of a strategy's own is final; nobody recognised means a bad token. */
  override handleRequest<T = Principal>(error: unknown, user: T | false | null | undefined): T {
    if (error) throw error as Error;
    if (!user) throw new UnauthenticatedError('missing');
    return user;
  }
}

function refuseDoubledCredentials(request: FastifyRequest): void {
  if (isDoubled(request, 'x-api-key')) throw new UnauthenticatedError('bad-api-key');
  if (isDoubled(request, 'authorization')) throw new UnauthenticatedError('bad-bearer');
}

function isAnonymous({ headers }: FastifyRequest): boolean {
  return !headers['x-api-key'] && !headers.authorization;
}
