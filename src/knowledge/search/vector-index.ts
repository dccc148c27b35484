import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { ChunkVector } from './chunks.repository.js';
import { ExactScan, type SearchedBase } from './exact-scan.js';
import type { Hit } from './nearest.js';
import { Pgvector } from './pgvector.js';

/** pgvector's type holds no longer ones. */
const LONGEST_IN_PGVECTOR = 16_000;

/** Finds the nearest vectors of a base: by pgvector where there is one, else by looking at all of them ourselves. */
@Injectable()
export class VectorIndex {
  constructor(
    private readonly exactScan: ExactScan,
    private readonly pgvector: Pgvector,
  ) {}

  /** Tells of vectors that are stored with the chunks in the same transaction. */
  async add(
    tx: Tx,
    base: { tenantId: string; id: string },
    version: number,
    vectors: readonly ChunkVector[],
  ): Promise<void> {
    if ((vectors[0]?.vector.length ?? 0) <= LONGEST_IN_PGVECTOR) await this.pgvector.add(tx, base, version, vectors);
  }

  /** The nearest first; among them may be some that were deleted a moment ago. */
  nearest(base: SearchedBase, question: Float32Array, limit: number, signal: AbortSignal): Promise<Hit[]> {
    return this.pgvector.canSearch() && base.dimension <= LONGEST_IN_PGVECTOR
      ? this.pgvector.nearest(base, question, limit)
      : this.exactScan.nearest(base, question, limit, signal);
  }
}
