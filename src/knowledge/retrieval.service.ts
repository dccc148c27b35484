import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { CLIENT_LEFT, type Caller } from '../gateway/exchange.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { ModelCalls } from '../gateway/in-process/model-calls.js';
import { TenantDb } from '../database/tenant-db.js';
import { BasesRepository } from './bases/bases.repository.js';
import type { KnowledgeBase } from './bases/knowledge-base.entity.js';
import { EmbeddingModels } from './embedding-models.js';
import { KnowledgeRetrieval, type RetrievalQuery, type Retrieved, type RetrievedChunk } from './knowledge-retrieval.js';
import { storable } from '../kernel/storable-text.js';
import { ChunksRepository } from './search/chunks.repository.js';
import type { SearchedBase } from './search/exact-scan.js';
import type { Hit } from './search/nearest.js';
import { fuseRanks } from './search/rank-fusion.js';
import { VectorIndex } from './search/vector-index.js';
import { cosine, readVector } from './search/vectors.js';

/** Each way of searching finds so many, or four times what is wanted. */
const FEWEST_CANDIDATES = 50;
/** Of a question so many characters count: who talks to a pipeline may say more than an embedding model reads. */
const LONGEST_QUERY = 8_000;
/** A rerank model reads no more, of all bases together. */
const MOST_RERANKED = 50;

/** Finds chunks by what they mean and by their words, and merges the two rankings. */
@Injectable()
export class Retrieval extends KnowledgeRetrieval {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bases: BasesRepository,
    private readonly chunks: ChunksRepository,
    private readonly index: VectorIndex,
    private readonly models: EmbeddingModels,
    private readonly calls: ModelCalls,
  ) {
    super();
  }

  async retrieve(asked: RetrievalQuery): Promise<Retrieved> {
    const query = { ...asked, query: storable(asked.query.slice(0, LONGEST_QUERY)) };
    const { tenantId } = query.caller;
    // Pipelines keep what they were given, which need not have the form of an id.
    const ids = [...new Set(query.baseIds)].filter((id) => isUUID(id));
    const found = await this.tenantDb.run(tenantId, async (tx) => {
      const bases: (KnowledgeBase | null)[] = [];
      for (const id of ids) bases.push(await this.bases.find(tx, tenantId, id));
      return bases.filter((base) => base !== null);
    });
    const questions = new Map<string, Promise<Float32Array>>();
    const embed = (model: string): Promise<Float32Array> => {
      const known = questions.get(model) ?? this.embed(query, model);
      questions.set(model, known);
      return known;
    };
    const perBase: RetrievedChunk[][] = [];
    for (const base of found) perBase.push(await this.search(base, query, embed));
    const best = perBase.flat().sort((one, other) => other.score - one.score);
    const ranked = query.rerank ? await this.rerank(query, query.rerank, best) : best;
    const there = new Set(found.map(({ id }) => id));
    return {
      chunks: query.topK === undefined ? ranked : ranked.slice(0, query.topK),
      missing: query.baseIds.filter((id) => !there.has(id.toLowerCase())),
    };
  }

  private async embed({ caller, query, signal }: RetrievalQuery, model: string): Promise<Float32Array> {
    const [vector] = await this.models.embed({ caller, model, texts: [query], purpose: 'query', signal });
    return vector ?? new Float32Array();
  }

  private async search(
    base: KnowledgeBase,
    { caller: { tenantId }, query, topK = base.topK, rerank, signal }: RetrievalQuery,
    embed: (model: string) => Promise<Float32Array>,
  ): Promise<RetrievedChunk[]> {
    const candidates = Math.max(FEWEST_CANDIDATES, 4 * topK);
    // Without vectors there is nothing to compare a question with.
    const question = base.dimension === null ? null : await embed(base.embeddingModel);
    const near = question === null ? [] : await this.nearest(base, question, candidates, signal);
    const worded = await this.tenantDb.search(tenantId, 'search chunks by words', (tx) =>
      this.chunks.searchText(tx, tenantId, base.id, query, candidates),
    );
    const scores = fuseRanks([near.map(({ id }) => id), worded]);
    const best = [...scores].slice(0, rerank ? candidates : topK + FEWEST_CANDIDATES);
    const chunks = await this.describe(base, question, new Map(best));
    return chunks.slice(0, rerank ? MOST_RERANKED : topK);
  }

  private async nearest(
    base: KnowledgeBase,
    question: Float32Array,
    limit: number,
    signal: AbortSignal,
  ): Promise<Hit[]> {
    const { dimension } = base;
    if (dimension === null) return [];
    if (question.length !== dimension) {
      const message = `The model makes vectors of ${question.length} numbers; those of the base have ${dimension}`;
      throw new GatewayError(502, 'upstream_error', message);
    }
    try {
      return await this.index.nearest({ ...pictureOf(base), dimension }, question, limit, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new GatewayError(CLIENT_LEFT, 'server_error', 'Nobody waits for the answer', { code: 'cancelled' });
    }
  }

  /** The best first; those that were deleted meanwhile are missing. */
  private async describe(
    { tenantId, id: baseId, embeddingVersion }: KnowledgeBase,
    question: Float32Array | null,
    scores: ReadonlyMap<string, number>,
  ): Promise<RetrievedChunk[]> {
    const rows = await this.tenantDb.run(tenantId, (tx) =>
      this.chunks.listById(tx, tenantId, baseId, embeddingVersion, [...scores.keys()]),
    );
    const chunks = rows.map(({ embedding, ...chunk }): RetrievedChunk => {
      const nearness = question && embedding ? cosine(question, readVector(embedding)) : 0;
      return { ...chunk, distance: 1 - nearness, score: scores.get(chunk.id) ?? 0 };
    });
    return chunks.sort((one, other) => other.score - one.score || one.distance - other.distance);
  }

  private async rerank(
    { caller, query, signal }: { caller: Caller; query: string; signal: AbortSignal },
    { model, topN }: NonNullable<RetrievalQuery['rerank']>,
    chunks: readonly RetrievedChunk[],
  ): Promise<RetrievedChunk[]> {
    const read = chunks.slice(0, MOST_RERANKED);
    if (read.length === 0) return [];
    const { results } = await this.calls.rerank(
      { caller, model, signal },
      { query, documents: read.map(({ text }) => text), topN },
    );
    return results
      .flatMap(({ index, score }) => {
        const chunk = read[index];
        return chunk ? [{ ...chunk, score }] : [];
      })
      .slice(0, topN);
  }
}

function pictureOf({
  id,
  tenantId,
  embeddingVersion,
  revision,
  removals,
}: KnowledgeBase): Omit<SearchedBase, 'dimension'> {
  return { id, tenantId, embeddingVersion, revision, removals };
}
