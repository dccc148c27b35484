/** So many are joined into one: what comes a byte at a time must not cost a hundred for each. */
const MOST_LOOSE = 1024;

/** Bytes that come in pieces; where pieces are of an ordinary size they are kept without copying. */
export class KeptBytes {
  private pieces: Buffer[] = [];
  /** How many of the last pieces were not joined yet. */
  private loose = 0;
  private total = 0;

  get size(): number {
    return this.total;
  }

  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.total += piece.length;
    this.loose += 1;
    if (this.loose > MOST_LOOSE) this.joinLoose();
  }

  /** Forgets what came before so many bytes. */
  keepLast(bytes: number): void {
    while (this.total > bytes) {
      const first = this.pieces[0];
      if (!first) return;
      const excess = this.total - bytes;
      if (first.length <= excess) this.pieces.shift();
      else this.pieces[0] = first.subarray(excess);
      this.total -= Math.min(first.length, excess);
    }
  }

  /** All of it, in one. */
  joined(): Buffer {
    const [only] = this.pieces;
    return this.pieces.length === 1 && only ? only : Buffer.concat(this.pieces);
  }

  /** The end of it, in whole pieces: at least so many bytes where there are. */
  end(bytes: number): Buffer {
    let from = this.pieces.length;
    for (let size = 0; from > 0 && size < bytes;) size += this.pieces[--from]?.length ?? 0;
    const last = this.pieces[from];
    return from === this.pieces.length - 1 && last ? last : Buffer.concat(this.pieces.slice(from));
  }

  /** All of it, in one; nothing is kept any more. */
  taken(): Buffer {
    const all = this.joined();
    this.pieces = [];
    this.loose = 0;
    this.total = 0;
    return all;
  }

  /** These alone: to join all of them again and again would cost the square of their number. */
  private joinLoose(): void {
    this.pieces.push(Buffer.concat(this.pieces.splice(-this.loose)));
    this.loose = 0;
  }
}
