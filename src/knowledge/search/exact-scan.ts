import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TenantDb } from '../../database/tenant-db.js';
import { ChunksRepository } from './chunks.repository.js';
import type { Hit, VectorPage } from './nearest.js';
import { ScanThread } from './scan-thread.js';
import { readVector } from './vectors.js';

/** A base as its vectors are at the moment. */
export interface SearchedBase {
  id: string;
  tenantId: string;
  embeddingVersion: number;
  dimension: number;
  revision: number;
  removals: number;
}

/** Read from the database at a time. */
const PAGE = 2_000;
const NIL = '00000000-0000-0000-0000-000000000000';
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Of all bases together so much stays in memory: 170,000 vectors of 384 numbers, 43,000 of 1536. */
const KEPT_BYTES = 256 * 1024 * 1024;

interface KeptBase {
  /** Of what it is a picture; another one voids it. */
  state: string;
  bytes: number;
  last: { revision: number; id: string };
}

/**
 * Finds the nearest vectors by looking at all of them, in a thread of its own. Vectors of bases that were searched lately
 * stay there, and only new ones are read; bases that are too large for that are read anew each time, page by page.
 */
@Injectable()
export class ExactScan implements OnApplicationShutdown {
  /** Least lately searched first. */
  private readonly kept = new Map<string, KeptBase>();
  private readonly thread = new ScanThread(() => this.kept.clear());
  /** One base is loaded at a time: memory stays within bounds, and nothing is read twice. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Bases that are read anew each time wait for one another, and nobody else for them. */
  private streamTurn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly chunks: ChunksRepository,
  ) {}

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }

  /** The nearest first; among them may be some that were deleted a moment ago. @throws what the signal says */
  async nearest(base: SearchedBase, question: Float32Array, limit: number, signal: AbortSignal): Promise<Hit[]> {
    const search = this.turn.then(() => this.search(base, question, limit, signal));
    this.turn = search.catch(() => undefined);
    const found = await search;
    if (found !== null) return found;
    const stream = this.streamTurn.then(() => this.stream(base, question, limit, signal));
    this.streamTurn = stream.catch(() => undefined);
    return stream;
  }

  /** @returns null for a base that is too large to be kept */
  private async search(
    base: SearchedBase,
    question: Float32Array,
    limit: number,
    signal: AbortSignal,
  ): Promise<Hit[] | null> {
    signal.throwIfAborted();
    const { id } = base;
    const kept = this.kept.get(id);
    if (kept && (kept.state !== stateOf(base) || kept.bytes > KEPT_BYTES)) this.forget(id);
    if (!this.kept.has(id) && (await this.sizeOf(base)) > KEPT_BYTES) return null;
    await this.load(base);
    return this.thread.nearestKept(id, { question, limit });
  }

  private async sizeOf({ tenantId, id, embeddingVersion, dimension }: SearchedBase): Promise<number> {
    const count = await this.tenantDb.run(tenantId, (tx) =>
      this.chunks.countVectors(tx, tenantId, id, embeddingVersion),
    );
    return count * dimension * FLOAT_BYTES;
  }

  private async load(base: SearchedBase): Promise<void> {
    const before = this.kept.get(base.id);
    const kept = before ?? { state: stateOf(base), bytes: 0, last: { revision: 0, id: NIL } };
    // Behind all others.
    this.kept.delete(base.id);
    this.kept.set(base.id, kept);
    if (kept.last.revision >= base.revision) return;
    for await (const { page, last } of this.pages(base, kept.last)) {
      kept.bytes += page.vectors.byteLength;
      kept.last = last;
      this.thread.keep(base.id, page);
    }
    this.makeRoom(base.id);
  }

  private async stream(base: SearchedBase, question: Float32Array, limit: number, signal: AbortSignal): Promise<Hit[]> {
    signal.throwIfAborted();
    const best = new Map<string, number>();
    for await (const { page } of this.pages(base, { revision: 0, id: NIL })) {
      signal.throwIfAborted();
      const hits = await this.thread.nearestOf(page, { question, limit });
      for (const { id, cosine } of hits) best.set(id, cosine);
    }
    return [...best]
      .map(([id, cosine]) => ({ id, cosine }))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, limit);
  }

  private async *pages(
    { tenantId, id, embeddingVersion, dimension }: SearchedBase,
    from: KeptBase['last'],
  ): AsyncGenerator<{ page: VectorPage; last: KeptBase['last'] }> {
    for (let last = from; ;) {
      const after = last;
      const rows = await this.tenantDb.run(tenantId, (tx) =>
        this.chunks.listVectors(tx, tenantId, id, embeddingVersion, after, PAGE),
      );
      const end = rows[rows.length - 1];
      if (!end) return;
      last = { revision: end.revision, id: end.id };
      const fitting = rows.filter(({ embedding }) => embedding.length === dimension * FLOAT_BYTES);
      const vectors = new Float32Array(fitting.length * dimension);
      fitting.forEach(({ embedding }, index) => vectors.set(readVector(embedding), index * dimension));
      yield { page: { ids: fitting.map((row) => row.id), vectors }, last };
      if (rows.length < PAGE) return;
    }
  }

  private makeRoom(exceptId: string): void {
    let bytes = [...this.kept.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [id, kept] of this.kept) {
      if (bytes <= KEPT_BYTES) return;
      if (id === exceptId) continue;
      bytes -= kept.bytes;
      this.forget(id);
    }
  }

  private forget(id: string): void {
    this.kept.delete(id);
    this.thread.forget(id);
  }
}

function stateOf({ embeddingVersion, removals }: SearchedBase): string {
  return `${embeddingVersion}.${removals}`;
}
