import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TokenHash } from '../crypto/token-hash.js';

/** Keys of the RAGFlow surfaces look like RAGFlow's, all others like LangBot's; both work everywhere. */
export const PREFIXES = { ragflow: 'ragflow-', latchkey: 'lbk_' } as const;

export type Prefix = (typeof PREFIXES)[keyof typeof PREFIXES];

/** 37 URL-safe characters are 222 bits. */
const RANDOM_CHARACTERS = 37;
const CHECKSUM_CHARACTERS = 6;
const BETA_CHARACTERS = 32;

/** As long after the prefix as both systems' keys are: 43. */
const SHAPE = /^(?:ragflow-|lbk_)[A-Za-z0-9_-]{43}$/;

/** Makes tokens, and tells without a look-up whether a text can be one of ours. Tokens are exact strings. */
@Injectable()
export class ApiKeyTokens {
  private readonly lastOn = new WeakMap<object, { token: string; digest: string }>();

  constructor(private readonly tokenHash: TokenHash) {}

  generate(prefix: Prefix): string {
    const unchecked = prefix + randomCharacters(RANDOM_CHARACTERS);
    return unchecked + this.tokenHash.checksum(unchecked, CHECKSUM_CHARACTERS);
  }

  /** False for typos and forgeries: the last characters are a checksum that only this instance can make. */
  isGenuine(token: string): boolean {
    if (!SHAPE.test(token)) return false;
    const unchecked = token.slice(0, -CHECKSUM_CHARACTERS);
    return token.slice(-CHECKSUM_CHARACTERS) === this.tokenHash.checksum(unchecked, CHECKSUM_CHARACTERS);
  }

  digest(token: string): Buffer {
    return this.tokenHash.digest(token);
  }

  /** The digest of a token that is one of ours, in base64; null for typos and forgeries. */
  recognise(token: string): string | null {
    return this.isGenuine(token) ? this.digest(token).toString('base64') : null;
  }

  /**
   * The same, remembering the last one of a connection, as long as that lives: clients send one key again and again, and
   * to compare it is a tenth of hashing it.
   */
  recogniseOn(connection: object, token: string): string | null {
    const last = this.lastOn.get(connection);
    if (last?.token === token) return last.digest;
    const digest = this.recognise(token);
    if (digest !== null) this.lastOn.set(connection, { token, digest });
    return digest;
  }
}

/** A publishable token for embedding, as RAGFlow hands one out beside each key; not derived from the key. */
export function generateBeta(): string {
  return randomCharacters(BETA_CHARACTERS);
}

/** Enough to recognise a key by: the first 8 and the last 4 characters. */
export function maskToken(token: string): string {
  return `${token.slice(0, 8)}…${token.slice(-4)}`;
}

function randomCharacters(count: number): string {
  return randomBytes(Math.ceil((count * 3) / 4))
    .toString('base64url')
    .slice(0, count);
}
