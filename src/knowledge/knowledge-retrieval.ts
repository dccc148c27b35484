import type { Caller } from '../gateway/exchange.js';

/** A piece of a file that bears on a question. */
export interface RetrievedChunk {
  id: string;
  baseId: string;
  fileId: string;
  fileName: string;
  text: string;
  /** 1 minus the cosine similarity: smaller is nearer. */
  distance: number;
  /** Of the merged ranking, or of the rerank model: larger is better. */
  score: number;
}

export interface RetrievalQuery {
  /** On whose account the embedding and rerank models are called. */
  caller: Caller;
  baseIds: readonly string[];
  query: string;
  /** How many chunks are wanted of all bases together; each base's own setting when left out. */
  topK?: number;
  /** A rerank model that puts the best in front; none when left out. */
  rerank?: { model: string; topN: number };
  signal: AbortSignal;
}

export interface Retrieved {
  /** The best first. */
  chunks: readonly RetrievedChunk[];
  /** Of the bases that were to be asked, those that are gone. */
  missing: readonly string[];
}

/** Finds what a tenant's knowledge bases hold on a question. */
export abstract class KnowledgeRetrieval {
  /** Bases that are gone count as empty. @throws GatewayError when a model fails */
  abstract retrieve(query: RetrievalQuery): Promise<Retrieved>;
}
