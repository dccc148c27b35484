import { createHash } from 'node:crypto';

/** Tokens of more pairs than this are made anew: the cache must not grow with the number of tenants. */
const MAX_TOKENS = 1000;
/** A token is not used up to its last moment: the call that carries it takes its time. */
const MARGIN_MS = 60_000;

export interface Token {
  value: string;
  /** Milliseconds since 1970. */
  expires: number;
}

/** Tokens in memory, until shortly before they expire; what opened them is kept as a hash only. */
export class TokenCache {
  private readonly tokens = new Map<string, Token>();

  constructor(
    private readonly maxTokens = MAX_TOKENS,
    private readonly now: () => number = Date.now,
  ) {}

  async get(secrets: readonly string[], make: () => Promise<Token>): Promise<string> {
    const key = hashOf(secrets);
    const known = this.tokens.get(key);
    if (known !== undefined && known.expires - MARGIN_MS > this.now()) return known.value;
    const token = await make();
    this.remember(key, token);
    return token.value;
  }

  /** For a token that was refused although it should be good: the pair may have been disabled, or the token revoked. */
  forget(secrets: readonly string[]): void {
    this.tokens.delete(hashOf(secrets));
  }

  /** The one that was made first goes when there is no room. */
  private remember(key: string, token: Token): void {
    this.tokens.delete(key);
    const [oldest] = this.tokens.keys();
    if (this.tokens.size >= this.maxTokens && oldest !== undefined) this.tokens.delete(oldest);
    this.tokens.set(key, token);
  }
}

/** Lengths are hashed with the texts, so that no two lists run together into the same one. */
function hashOf(secrets: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(secrets)).digest('base64');
}
