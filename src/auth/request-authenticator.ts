import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { FastifyRequest } from 'fastify';
import { UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import type { AuthRule } from '../http/auth.decorator.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { authorize } from './authorization.js';
import { isDoubled, tokenOf } from './authorization-header.js';
import { looksLikeSessionToken, TOKEN_ALGORITHM, TOKEN_ISSUER, type SessionClaims } from './session-tokens.js';
import { JwtStrategy } from './strategies/jwt.strategy.js';

/** What a request says about who makes it. */
export type RequestCredentials = Pick<FastifyRequest, 'headers' | 'raw' | 'ip'>;

/**
 * Finds out who asks as the guard's strategies do, in their order and with their outcomes, without Passport: on the
 * data plane's raw routes a known key must cost next to nothing.
 */
@Injectable()
export class RequestAuthenticator {
  constructor(
    private readonly apiKeys: ApiKeyAuthenticator,
    private readonly users: JwtStrategy,
    private readonly jwt: JwtService,
  ) {}

  /**
   * @throws UnauthenticatedError for no credential, two of a kind, or one that is refused
   * @throws ForbiddenError for a key that may not be used from there, a tenant that is not the user's, or a missing scope
   * @throws UnavailableError when that can't be judged
   */
  async authenticate(request: RequestCredentials, rule: AuthRule): Promise<Principal> {
    const principal = await this.recognise(request);
    this.apiKeys.demandAddress(principal, request.ip);
    authorize(principal, rule);
    return principal;
  }

  private async recognise(request: RequestCredentials): Promise<Principal> {
    const { headers } = request;
    const apiKey = headers['x-api-key'];
    if (typeof apiKey === 'string' && apiKey !== '') {
      if (isDoubled(request, 'x-api-key')) throw new UnauthenticatedError('bad-api-key');
      if (isDoubled(request, 'authorization')) throw new UnauthenticatedError('bad-bearer');
      return (await this.apiKeys.authenticate(apiKey.trim())) ?? refuse('bad-api-key');
    }
    const { authorization } = headers;
    if (!authorization) throw new UnauthenticatedError('missing');
    if (isDoubled(request, 'authorization')) throw new UnauthenticatedError('bad-bearer');
    const token = tokenOf(authorization);
    if (token === '') throw new UnauthenticatedError('missing');
    const signedIn = looksLikeSessionToken(token) ? await this.userOf(request, token) : null;
    return signedIn ?? (await this.apiKeys.authenticate(token)) ?? refuse('bad-bearer');
  }

  private async userOf(request: RequestCredentials, token: string): Promise<Principal | null> {
    const claims = await this.claimsOf(token);
    return claims && this.users.validate(request, claims);
  }

  private async claimsOf(token: string): Promise<Partial<SessionClaims> | null> {
    try {
      const rules = { algorithms: [TOKEN_ALGORITHM], issuer: TOKEN_ISSUER };
      return await this.jwt.verifyAsync<Partial<SessionClaims>>(token, rules as object);
    } catch {
      return null;
    }
  }
}

/** Made once: a flood of forged keys must not pay for a stack trace each. */
const REFUSALS = {
  'bad-api-key': new UnauthenticatedError('bad-api-key'),
  'bad-bearer': new UnauthenticatedError('bad-bearer'),
};

function refuse(reason: keyof typeof REFUSALS): never {
  throw REFUSALS[reason];
}
