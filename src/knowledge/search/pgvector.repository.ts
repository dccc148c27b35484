import { Injectable } from '@nestjs/common';
import { secureTables } from '../../database/row-level-security.js';
import type { Tx } from '../../database/transactions.js';
import type { ChunkVector } from './chunks.repository.js';
import type { SearchedBase } from './exact-scan.js';
import type { Hit } from './nearest.js';

/** Any number will do, as long as all processes agree on it. */
const PREPARATION_LOCK = 7_305_116_043;

/**
 * A second copy of the chunks' vectors in pgvector's own type. The table is no migration's: it is made when a process
 * finds that the database can have it, and goes with the migration that made the chunks.
 */
@Injectable()
export class PgvectorRepository {
  /** @returns whether the table is there now */
  async prepare(tx: Tx): Promise<boolean> {
    const available = await tx.query<unknown[]>(`SELECT 1 FROM pg_available_extensions WHERE name = 'vector'`);
    if (available.length === 0) return false;
    await tx.query('SELECT pg_advisory_xact_lock($1)', [PREPARATION_LOCK]);
    await tx.query(`CREATE EXTENSION IF NOT EXISTS vector`);
    await tx.query(`CREATE TABLE IF NOT EXISTS knowledge_vectors (
      chunk_id uuid PRIMARY KEY REFERENCES knowledge_chunks (id) ON DELETE CASCADE,
      tenant_id varchar(32) NOT NULL,
      base_id uuid NOT NULL,
      version integer NOT NULL,
      embedding vector NOT NULL
    )`);
    await tx.query(
      `CREATE INDEX IF NOT EXISTS knowledge_vectors_base_idx ON knowledge_vectors (tenant_id, base_id, version)`,
    );
    await secureTables(tx);
    return true;
  }

  /**
   * Whether some process has made the table. Whoever asks has changed chunks in the same transaction: making the table
   * waits for such transactions, so that none is missed by whoever copies afterwards.
   */
  async isPrepared(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ there: boolean }[]>(`SELECT to_regclass('knowledge_vectors') IS NOT NULL AS there`);
    return row?.there ?? false;
  }

  async upsert(
    tx: Tx,
    { tenantId, id: baseId }: { tenantId: string; id: string },
    version: number,
    vectors: readonly ChunkVector[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO knowledge_vectors (chunk_id, tenant_id, base_id, version, embedding)
       SELECT u.id, $1, $2, $3, u.embedding::vector FROM unnest($4::uuid[], $5::text[]) AS u (id, embedding)
       ON CONFLICT (chunk_id) DO UPDATE SET version = excluded.version, embedding = excluded.embedding`,
      [tenantId, baseId, version, vectors.map(({ id }) => id), vectors.map(({ vector }) => textOf(vector))],
    );
  }

  /** The nearest first. */
  async listNearest(tx: Tx, base: SearchedBase, question: Float32Array, limit: number): Promise<Hit[]> {
    const rows = await tx.query<{ id: string; distance: number }[]>(
      `SELECT chunk_id AS id, embedding <=> $4::vector AS distance FROM knowledge_vectors
       WHERE tenant_id = $1 AND base_id = $2 AND version = $3 ORDER BY distance LIMIT $5`,
      [base.tenantId, base.id, base.embeddingVersion, textOf(question), limit],
    );
    // The distance to a vector of zeros is no number.
    return rows.map(({ id, distance }) => ({ id, cosine: Number.isNaN(distance) ? 0 : 1 - distance }));
  }

  /**
   * Chunks whose vector is not there, or is of an older model; of all tenants. Those that somebody else changes just now
   * are left to them: they add the vector themselves, or remove the chunk.
   */
  listMissing(
    tx: Tx,
    limit: number,
  ): Promise<{ id: string; tenantId: string; baseId: string; version: number; embedding: Buffer }[]> {
    return tx.query<{ id: string; tenantId: string; baseId: string; version: number; embedding: Buffer }[]>(
      `SELECT c.id, c.tenant_id AS "tenantId", c.base_id AS "baseId", c.embedded_version AS version, c.embedding
       FROM knowledge_chunks c LEFT JOIN knowledge_vectors v ON v.chunk_id = c.id AND v.version = c.embedded_version
       WHERE c.embedding IS NOT NULL AND length(c.embedding) <= 64000 AND v.chunk_id IS NULL ORDER BY c.id LIMIT $1 FOR UPDATE OF c SKIP LOCKED`,
      [limit],
    );
  }
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}
