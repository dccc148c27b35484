import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { IncomingHttpHeaders } from 'node:http';
import { UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import type { AuthRule } from '../http/auth.decorator.js';
import type { WireRequest } from '../http/wire/wire-request.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { authorize } from './authorization.js';
import { isDoubled, tokenOf } from './authorization-header.js';
import { looksLikeSessionToken, TOKEN_ALGORITHM, TOKEN_ISSUER, type SessionClaims } from './session-tokens.js';
import { JwtStrategy } from './strategies/jwt.strategy.js';

/** What a request says about who makes it. */
export interface RequestCredentials {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Pick<WireRequest, 'rawHeaders' | 'socket'>;
  readonly ip: string;
}

/** Who asks; or what a credential is refused with, which under a flood of forged ones is not to be thrown. */
export type Judgement = Principal | UnauthenticatedError;

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
   * At once for keys that are known and for forged ones.
   * @throws UnauthenticatedError for no credential, or two of a kind
   * @throws ForbiddenError for a key that may not be used from there, a tenant that is not the user's, or a missing scope
   * @throws UnavailableError when that can't be judged
   */
  authenticate(request: RequestCredentials, rule: AuthRule): Judgement | Promise<Judgement> {
    const { headers } = request;
    const apiKey = headers['x-api-key'];
    if (typeof apiKey === 'string' && apiKey !== '') {
      if (isDoubled(request, 'x-api-key')) throw new UnauthenticatedError('bad-api-key');
      if (isDoubled(request, 'authorization')) throw new UnauthenticatedError('bad-bearer');
      return this.judge(this.apiKeys.authenticate(apiKey.trim(), request.raw.socket), request, rule, 'bad-api-key');
    }
    const { authorization } = headers;
    if (!authorization) throw new UnauthenticatedError('missing');
    if (isDoubled(request, 'authorization')) throw new UnauthenticatedError('bad-bearer');
    const token = tokenOf(authorization);
    if (token === '') throw new UnauthenticatedError('missing');
    const found = looksLikeSessionToken(token)
      ? this.either(request, token)
      : this.apiKeys.authenticate(token, request.raw.socket);
    return this.judge(found, request, rule, 'bad-bearer');
  }

  private judge(
    found: Principal | null | Promise<Principal | null>,
    request: RequestCredentials,
    rule: AuthRule,
    refusal: keyof typeof REFUSALS,
  ): Judgement | Promise<Judgement> {
    if (found instanceof Promise) return found.then((principal) => this.permit(principal, request, rule, refusal));
    return this.permit(found, request, rule, refusal);
  }

  private permit(
    principal: Principal | null,
    request: RequestCredentials,
    rule: AuthRule,
    refusal: keyof typeof REFUSALS,
  ): Judgement {
    if (principal === null) return REFUSALS[refusal];
    this.apiKeys.demandAddress(principal, request);
    authorize(principal, rule);
    return principal;
  }

  private async either(request: RequestCredentials, token: string): Promise<Principal | null> {
    return (await this.userOf(request, token)) ?? this.apiKeys.authenticate(token, request.raw.socket);
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
