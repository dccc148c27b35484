import { Buffer } from 'node:buffer';

const LEAST_BYTES = 1024;

/** Bytes that come in pieces: however small those are, they take no more memory than twice their number. */
export class GatheredBytes {
  private kept: Buffer | null = null;
  private size = 0;

  get length(): number {
    return this.size;
  }

  add(piece: Buffer): void {
    const size = this.size + piece.length;
    if (this.kept === null || size > this.kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(LEAST_BYTES, 2 * size));
      this.kept?.copy(larger, 0, 0, this.size);
      this.kept = larger;
    }
    piece.copy(this.kept, this.size);
    this.size = size;
  }

  /** All that was added since it was last taken. */
  take(): Buffer {
    const taken = this.kept?.subarray(0, this.size) ?? Buffer.alloc(0);
    this.kept = null;
    this.size = 0;
    return taken;
  }
}
