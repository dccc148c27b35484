import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemDb } from '../../database/system-db.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import type { ChunkVector } from './chunks.repository.js';
import type { SearchedBase } from './exact-scan.js';
import type { Hit } from './nearest.js';
import { PgvectorRepository } from './pgvector.repository.js';
import { readVector } from './vectors.js';

/** Copied at a time, when the extension has come to a database with chunks in it. */
const COPIED_AT_ONCE = 500;

/** Lets Postgres find the nearest vectors, where it has the extension `vector`. */
@Injectable()
export class Pgvector implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Pgvector');
  private isFilled = false;
  private isStopping = false;
  private filling: Promise<void> = Promise.resolve();

  constructor(
    private readonly systemDb: SystemDb,
    private readonly tenantDb: TenantDb,
    private readonly vectors: PgvectorRepository,
  ) {}

  /** Start-up goes on without it: all that it holds is in the chunks too. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      const isThere = await this.systemDb.run('look for pgvector', (tx) => this.vectors.prepare(tx));
      if (isThere) this.filling = this.fill();
    } catch (error) {
      this.logger.warn(`pgvector is there, but can't be used: ${String(error)}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.filling;
  }

  /** Whether it knows all vectors. */
  canSearch(): boolean {
    return this.isFilled;
  }

  async add(
    tx: Tx,
    base: { tenantId: string; id: string },
    version: number,
    vectors: readonly ChunkVector[],
  ): Promise<void> {
    // Not what this process found at its start: another one may have made the table since, and searches in it.
    if (await this.vectors.isPrepared(tx)) await this.vectors.upsert(tx, base, version, vectors);
  }

  /** The nearest first. */
  nearest(base: SearchedBase, question: Float32Array, limit: number): Promise<Hit[]> {
    return this.tenantDb.run(base.tenantId, (tx) => this.vectors.listNearest(tx, base, question, limit));
  }

  private async fill(): Promise<void> {
    try {
      let copied = -1;
      while (copied !== 0 && !this.isStopping) {
        copied = await this.systemDb.run('copy vectors to pgvector', (tx) => this.copySome(tx));
      }
      this.isFilled = copied === 0;
    } catch (error) {
      this.logger.warn(`Vectors could not be copied to pgvector: ${String(error)}`);
    }
  }

  private async copySome(tx: Tx): Promise<number> {
    const missing = await this.vectors.listMissing(tx, COPIED_AT_ONCE);
    for (const { tenantId, baseId, version, id, embedding } of missing) {
      await this.vectors.upsert(tx, { tenantId, id: baseId }, version, [{ id, vector: readVector(embedding) }]);
    }
    return missing.length;
  }
}
