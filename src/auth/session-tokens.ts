import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

/** What a session token says: whose it is and which sign-in it stems from. */
export interface SessionClaims {
  sub: string;
  sid: string;
}

export const TOKEN_ISSUER = 'latchkey';
export const TOKEN_ALGORITHM = 'HS256';

/** Three base64url parts: whatever does not look so is no session token, and is tried as an API key. */
const JWT_SHAPE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

export function looksLikeSessionToken(token: string): boolean {
  return JWT_SHAPE.test(token);
}

/** Signs session tokens; no two are alike, even of one second. */
@Injectable()
export class SessionTokens {
  constructor(private readonly jwt: JwtService) {}

  /** Seconds that a token which was accepted has still to live. */
  secondsLeft(token: string): number {
    const claims = this.jwt.decode<{ exp?: number } | null>(token);
    return Math.max(1, Math.floor((claims?.exp ?? 0) - Date.now() / 1000));
  }

  sign(claims: SessionClaims, lifetimeSeconds: number): Promise<string> {
    const options = { subject: claims.sub, expiresIn: lifetimeSeconds, jwtid: randomBytes(6).toString('base64url') };
    return this.jwt.signAsync({ sid: claims.sid }, options);
  }
}
