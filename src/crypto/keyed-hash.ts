import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

const ALGORITHM = 'sha256';
/** Of SHA-256, in bytes: what it works on at a time, and what comes out. */
const BLOCK = 64;
const DIGEST = 32;
/** Longer texts than these are rare, and get a buffer of their own. */
const MOST_KEPT = 256;

/**
 * HMAC-SHA-256 (RFC 2104) with one key, by one-shot hashes: `createHmac` makes a native object for each text, which
 * under a flood of forged keys costs many times the hash when it is collected.
 */
export class KeyedHash {
  private readonly inner = Buffer.alloc(BLOCK + MOST_KEPT);
  private readonly outer = Buffer.alloc(BLOCK + DIGEST);

  /** @param key no longer than a block */
  constructor(key: Buffer) {
    if (key.length > BLOCK) throw new Error('A key longer than a block would have to be hashed first');
    const padded = Buffer.concat([key], BLOCK);
    padded.forEach((byte, at) => {
      this.inner[at] = byte ^ 0x36;
      this.outer[at] = byte ^ 0x5c;
    });
  }

  of(text: string, encoding: 'base64' | 'base64url' | 'hex'): string {
    this.outer.write(hash(ALGORITHM, this.padded(text), 'binary'), BLOCK, 'latin1');
    return hash(ALGORITHM, this.outer, encoding);
  }

  /** Valid until the next call. */
  private padded(text: string): Buffer {
    if (text.length * 3 > MOST_KEPT) return Buffer.concat([this.inner.subarray(0, BLOCK), Buffer.from(text)]);
    return this.inner.subarray(0, BLOCK + this.inner.write(text, BLOCK));
  }
}
