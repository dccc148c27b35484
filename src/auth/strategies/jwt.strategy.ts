import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import type { Principal } from '../../kernel/principal.js';
import { ROLE_SCOPES } from '../../kernel/role.js';
import { Keyring } from '../../crypto/keyring.js';
import { NotMyTenantError } from '../../tenants/tenants.errors.js';
import { tokenOf } from '../authorization-header.js';
import { SessionSnapshots, type SessionSnapshot } from '../session-snapshots.js';
import { looksLikeSessionToken, TOKEN_ALGORITHM, TOKEN_ISSUER, type SessionClaims } from '../session-tokens.js';

export const JWT = 'jwt';

/** `Authorization` with a user token. What fails here is tried as an API key. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, JWT) {
  constructor(
    keyring: Keyring,
    private readonly sessions: SessionSnapshots,
  ) {
    super({
      jwtFromRequest: (request: Pick<FastifyRequest, 'headers'>) => {
        const token = tokenOf(request.headers.authorization);
        return looksLikeSessionToken(token) ? token : null;
      },
      secretOrKey: keyring.key('session'),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      passReqToCallback: true,
    });
  }

  /**
   * @returns null when the session has ended
   * @throws NotMyTenantError when X-Tenant-Id names a tenant that the user does not belong to
   */
  async validate(
    request: Pick<FastifyRequest, 'headers'>,
    { sub, sid }: Partial<SessionClaims>,
  ): Promise<Principal | null> {
    const session = typeof sid === 'string' ? await this.sessions.find(sid) : null;
    if (session?.userId !== sub || !session) return null;
    return principalOf(session, request.headers['x-tenant-id']);
  }
}

function principalOf(session: SessionSnapshot, wantedTenant: string | string[] | undefined): Principal {
  const tenantId = wantedTenant === undefined || wantedTenant === '' ? session.userId : String(wantedTenant).trim();
  const role = session.roles.get(tenantId);
  if (!role) throw new NotMyTenantError();
  return {
    kind: 'session',
    userId: session.userId,
    email: session.email,
    tenantId,
    role,
    isInstanceAdmin: session.isInstanceAdmin,
    scopes: new Set(ROLE_SCOPES[role]),
    sessionId: session.id,
  };
}
