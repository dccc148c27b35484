import { Injectable } from '@nestjs/common';
import { newUuid } from '../../kernel/ids.js';
import type { Tx } from '../../database/transactions.js';

/** A statement takes at most 65,535 parameters; arrays make one of each column. */
const INSERTED_AT_ONCE = 2_000;

/** A search by words ranks no more chunks: ranking one takes as long as reading it anew. */
const MOST_RANKED = 2_000;

export interface TextOfChunk {
  id: string;
  text: string;
}

export interface ChunkVector {
  id: string;
  /** Of length 1, as 32-bit floats. */
  vector: Float32Array;
}

export interface StoredChunk {
  id: string;
  baseId: string;
  fileId: string;
  fileName: string;
  text: string;
  /** Null when it is not of the base's present model. */
  embedding: Buffer | null;
}

/** The pieces of a tenant's files. */
@Injectable()
export class ChunksRepository {
  /** In the order of their texts. */
  async insert(
    tx: Tx,
    { tenantId, baseId, id: fileId }: { tenantId: string; baseId: string; id: string },
    texts: readonly string[],
  ): Promise<void> {
    for (let from = 0; from < texts.length; from += INSERTED_AT_ONCE) {
      const some = texts.slice(from, from + INSERTED_AT_ONCE);
      await tx.query(
        `INSERT INTO knowledge_chunks (id, tenant_id, base_id, file_id, position, text)
         SELECT u.id, $1, $2, $3, u.position, u.text FROM unnest($4::uuid[], $5::int[], $6::text[]) AS u (id, position, text)`,
        [tenantId, baseId, fileId, some.map(() => newUuid()), some.map((_, index) => from + index), some],
      );
    }
  }

  /** How many of a file's chunks there are, and how many have a vector of that version. */
  async count(tx: Tx, tenantId: string, fileId: string, version: number): Promise<{ all: number; embedded: number }> {
    const [row] = await tx.query<{ all: number; embedded: number }[]>(
      `SELECT count(*)::int AS all, (count(*) FILTER (WHERE embedded_version = $3))::int AS embedded
       FROM knowledge_chunks WHERE tenant_id = $1 AND file_id = $2`,
      [tenantId, fileId, version],
    );
    return row ?? { all: 0, embedded: 0 };
  }

  /** The next ones without a vector of that version. */
  listUnembedded(tx: Tx, tenantId: string, fileId: string, version: number, limit: number): Promise<TextOfChunk[]> {
    return tx.query<TextOfChunk[]>(
      `SELECT id, text FROM knowledge_chunks WHERE tenant_id = $1 AND file_id = $2 AND embedded_version <> $3
       ORDER BY position LIMIT $4`,
      [tenantId, fileId, version, limit],
    );
  }

  /**
   * Adds vectors as the base's next revision; the base's row is held until the transaction ends, so revisions become
   * visible in their order.
   * @returns the vectors' length in the base; null when the base has gone, or has changed its model
   */
  async addVectors(
    tx: Tx,
    tenantId: string,
    baseId: string,
    version: number,
    vectors: readonly ChunkVector[],
  ): Promise<number | null> {
    const [rows] = await tx.query<[{ revision: number; dimension: number }[], number]>(
      `UPDATE knowledge_bases SET revision = revision + 1, dimension = coalesce(dimension, $4)
       WHERE tenant_id = $1 AND id = $2 AND embedding_version = $3 RETURNING revision, dimension`,
      [tenantId, baseId, version, vectors[0]?.vector.length ?? null],
    );
    const [base] = rows;
    if (!base) return null;
    await tx.query(
      `UPDATE knowledge_chunks c SET embedding = u.embedding, embedded_version = $3, embedded_revision = $4
       FROM unnest($5::uuid[], $6::bytea[]) AS u (id, embedding)
       WHERE c.tenant_id = $1 AND c.base_id = $2 AND c.id = u.id`,
      [
        tenantId,
        baseId,
        version,
        base.revision,
        vectors.map(({ id }) => id),
        vectors.map(({ vector }) => bytesOf(vector)),
      ],
    );
    return base.dimension;
  }

  /** A page of vectors of a version, by revision, after a place. */
  listVectors(
    tx: Tx,
    tenantId: string,
    baseId: string,
    version: number,
    after: { revision: number; id: string },
    limit: number,
  ): Promise<{ id: string; revision: number; embedding: Buffer }[]> {
    return tx.query<{ id: string; revision: number; embedding: Buffer }[]>(
      `SELECT id, embedded_revision AS revision, embedding FROM knowledge_chunks
       WHERE tenant_id = $1 AND base_id = $2 AND embedded_version = $3 AND (embedded_revision, id) > ($4, $5)
       ORDER BY embedded_revision, id LIMIT $6`,
      [tenantId, baseId, version, after.revision, after.id, limit],
    );
  }

  async countVectors(tx: Tx, tenantId: string, baseId: string, version: number): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM knowledge_chunks WHERE tenant_id = $1 AND base_id = $2 AND embedded_version = $3`,
      [tenantId, baseId, version],
    );
    return row?.count ?? 0;
  }

  /**
   * Chunks that hold all words of a question, common English ones aside, the best first. Somebody who uses the signs
   * of web searches (quotes, `-`, `or`) gets what they say. Of very many only some are ranked, and a question of nothing
   * but words that must be absent finds nothing: Postgres would read every chunk of the base for it.
   */
  async searchText(tx: Tx, tenantId: string, baseId: string, question: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `WITH asked AS (
         SELECT websearch_to_tsquery('simple', $3) || plainto_tsquery('simple', coalesce((
           SELECT string_agg(word, ' ') FROM regexp_split_to_table($3, '\\s+') AS word
           WHERE to_tsvector('english', word) <> ''::tsvector AND $3 !~ '"|(^|\\s)-\\w'), '')) AS words)
       SELECT found.id FROM asked, LATERAL (
         SELECT c.id, c.text FROM knowledge_chunks c
         WHERE c.tenant_id = $1 AND c.base_id = $2 AND to_tsvector('simple', c.text) @@ asked.words LIMIT $5) found
       WHERE querytree(asked.words) NOT IN ('', 'T')
       ORDER BY ts_rank_cd(to_tsvector('simple', found.text), asked.words) DESC, found.id LIMIT $4`,
      [tenantId, baseId, question, limit, MOST_RANKED],
    );
    return rows.map(({ id }) => id);
  }

  /** In no order; those that have gone meanwhile are missing. */
  listById(tx: Tx, tenantId: string, baseId: string, version: number, ids: readonly string[]): Promise<StoredChunk[]> {
    return tx.query<StoredChunk[]>(
      `SELECT c.id, c.base_id AS "baseId", c.file_id AS "fileId", f.file_name AS "fileName", c.text,
              CASE WHEN c.embedded_version = $3 THEN c.embedding END AS embedding
       FROM knowledge_chunks c JOIN knowledge_files f ON f.tenant_id = c.tenant_id AND f.id = c.file_id
       WHERE c.tenant_id = $1 AND c.base_id = $2 AND c.id = ANY ($4)`,
      [tenantId, baseId, version, ids],
    );
  }
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
