import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keyring } from './keyring.js';

/**
 * Keyed hashes of the random tokens that we hand out. They are looked up by digest; being random already, they need no
 * slow hash. Tokens are taken as exact strings, never decoded.
 */
@Injectable()
export class TokenHash {
  constructor(private readonly keyring: Keyring) {}

  /** What is stored and looked up in place of the token. */
  digest(token: string): Buffer {
    return createHmac('sha256', this.keyring.key('pepper')).update(token).digest();
  }

  /** URL-safe text of any length up to 43 characters that only this instance can make for that text. */
  checksum(text: string, characters: number): string {
    return createHmac('sha256', this.keyring.key('checksum')).update(text).digest('base64url').slice(0, characters);
  }
}
