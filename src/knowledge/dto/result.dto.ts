import type { RetrievedChunk } from '../knowledge-retrieval.js';

/** Where a chunk comes from. */
export class ChunkMetadataDto {
  /** The chunk. */
  uuid: string;

  /** The file. */
  file_id: string;

  /** @example handbook_1a2b3c4d.pdf */
  file_name: string;

  text: string;
}

export class ChunkContentDto {
  /** @example text */
  type: string;

  text: string;
}

/** A piece of a file that bears on the question. */
export class RetrievedChunkDto {
  /** The chunk. */
  id: string;

  metadata: ChunkMetadataDto;

  /** The same text as LangBot's second generation has it. */
  content: ChunkContentDto[];

  /** 1 minus the cosine similarity: smaller is nearer. @example 0.21 */
  distance: number;

  /** Of the merged ranking of meaning and words, or of the rerank model: larger is better. @example 0.0325 */
  score: number;

  static from({ id, fileId, fileName, text, distance, score }: RetrievedChunk): RetrievedChunkDto {
    return Object.assign(new RetrievedChunkDto(), {
      id,
      metadata: { uuid: id, file_id: fileId, file_name: fileName, text },
      content: [{ type: 'text', text }],
      distance,
      score,
    } satisfies RetrievedChunkDto);
  }
}

export class RetrievedDto {
  /** The best first. */
  results: RetrievedChunkDto[];
}
