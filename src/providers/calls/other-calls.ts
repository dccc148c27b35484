import type { TokenUsage } from './token-usage.js';

export interface EmbeddingRequest {
  model: string;
  inputs: readonly string[];
  /** Length of the vectors, where a model leaves the choice. */
  dimensions?: number;
  /** Which side of a search the texts are on; a model that tells them apart takes `query` when this is left out. */
  purpose?: 'query' | 'document';
}

export interface EmbeddingAnswer {
  /** One per input, in their order, none of them empty. */
  vectors: readonly (readonly number[])[];
  usage: TokenUsage | null;
}

export interface RerankRequest {
  model: string;
  query: string;
  documents: readonly string[];
  /** How many of the best are wanted; all of them when left out. */
  topN?: number;
}

export interface RerankAnswer {
  /** At least one, the best first; `index` counts the documents from 0. */
  results: readonly { index: number; score: number }[];
  usage: TokenUsage | null;
}

export type SpeechFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm';

export interface SpeechRequest {
  model: string;
  text: string;
  /** One that the vendor has; the factory's usual one when left out. */
  voice?: string;
  /** The vendor's usual one when left out; one it lacks is refused by the vendor. */
  format?: SpeechFormat;
  /** 1 is normal. */
  speed?: number;
}

export interface SpeechAnswer {
  /** Never empty. */
  audio: Buffer;
  contentType: string;
}

export interface TranscriptionRequest {
  model: string;
  audio: { fileName: string; mediaType: string; data: Buffer };
  /** ISO 639-1. */
  language?: string;
  /** Words that help the model to hear right. */
  prompt?: string;
}

export interface TranscriptionAnswer {
  /** Empty when nobody speaks. */
  text: string;
  /** Null when the provider does not say. */
  durationSeconds: number | null;
}
