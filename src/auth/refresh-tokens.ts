import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TokenHash } from '../crypto/token-hash.js';

const CHECKSUM_CHARACTERS = 22;
const FORM = /^([0-9a-f-]{36})\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22}$/;

/**
 * Refresh tokens: session id, 256 random bits, checksum. The id stays readable, so that a token replaced long ago
 * still tells whose session was stolen; the checksum keeps strangers from ending sessions with made-up ones.
 */
@Injectable()
export class RefreshTokens {
  constructor(private readonly tokenHash: TokenHash) {}

  make(sessionId: string): string {
    const unchecked = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    return `${unchecked}.${this.tokenHash.checksum(unchecked, CHECKSUM_CHARACTERS)}`;
  }

  /** Null for what is none of our tokens. */
  sessionOf(token: string): string | null {
    const unchecked = token.slice(0, -CHECKSUM_CHARACTERS - 1);
    const isGenuine = token === `${unchecked}.${this.tokenHash.checksum(unchecked, CHECKSUM_CHARACTERS)}`;
    return isGenuine ? (FORM.exec(token)?.[1] ?? null) : null;
  }
}
