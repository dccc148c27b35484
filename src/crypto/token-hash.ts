import { Injectable } from '@nestjs/common';
import { KeyedHash } from './keyed-hash.js';
import { Keyring } from './keyring.js';

/**
 * Keyed hashes of the random tokens that we hand out. They are looked up by digest; being random already, they need no
 * slow hash. Tokens are taken as exact strings, never decoded.
 */
@Injectable()
export class TokenHash {
  private readonly pepper: KeyedHash;
  private readonly checksums: KeyedHash;

  constructor(keyring: Keyring) {
    this.pepper = new KeyedHash(keyring.key('pepper'));
    this.checksums = new KeyedHash(keyring.key('checksum'));
  }

  /** What is stored and looked up in place of the token. */
  digest(token: string): Buffer {
    return Buffer.from(this.pepper.of(token, 'base64'), 'base64');
  }

  /** URL-safe text of any length up to 43 characters that only this instance can make for that text. */
  checksum(text: string, characters: number): string {
    return this.checksums.of(text, 'base64url').slice(0, characters);
  }
}
