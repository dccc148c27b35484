import type { ModelType } from '../kernel/model-type.js';
import type { Factory } from './factory.js';

/** Whom to call, and as whom. */
export interface ProviderTarget {
  factory: Factory;
  /** What the user gave, else the factory's own; a URL that `parseOutboundUrl` takes. */
  baseUrl: string;
  credential: Readonly<Record<string, string>>;
}

export interface CallOptions {
  /** Ends the call; an adapter never waits longer than this. */
  signal: AbortSignal;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  model: string;
  messages: readonly ChatMessage[];
  /** Upper bound of generated tokens; the provider's own when left out. */
  maxTokens?: number;
}

export interface ChatAnswer {
  /** May be empty: a reasoning model can spend its whole limit on thinking. */
  text: string;
}

export interface EmbeddingRequest {
  model: string;
  inputs: readonly string[];
}

export interface EmbeddingAnswer {
  /** One per input, none of them empty. */
  vectors: readonly (readonly number[])[];
}

export interface RerankRequest {
  model: string;
  query: string;
  documents: readonly string[];
}

export interface RerankAnswer {
  /** At least one; `index` counts the documents from 0. */
  results: readonly { index: number; score: number }[];
}

export interface ImageRequest {
  model: string;
  prompt: string;
  image: { mediaType: string; base64: string };
  maxTokens?: number;
}

export interface SpeechRequest {
  model: string;
  text: string;
  voice: string;
}

export interface SpeechAnswer {
  /** Never empty. */
  audio: Buffer;
  contentType: string;
}

export interface TranscriptionRequest {
  model: string;
  audio: { fileName: string; mediaType: string; data: Buffer };
}

export interface TranscriptionAnswer {
  /** Empty when nobody speaks. */
  text: string;
}

/** A model that the provider itself names; the type is a guess from what it says about it, null when it is none of ours. */
export interface DiscoveredModel {
  name: string;
  type: ModelType | null;
}

type Capability<Request, Answer> = (target: ProviderTarget, request: Request, options: CallOptions) => Promise<Answer>;

/**
 * One wire dialect: which calls it can make, and how. A capability that is absent cannot be made in this dialect.
 * Every one of them fails with `ProviderCallError` and nothing else, and answers only what it has checked: verification
 * is one of these calls and proves exactly what production will use.
 */
export interface ProviderAdapter {
  readonly dialect: string;
  readonly chat?: Capability<ChatRequest, ChatAnswer>;
  readonly embed?: Capability<EmbeddingRequest, EmbeddingAnswer>;
  readonly rerank?: Capability<RerankRequest, RerankAnswer>;
  readonly describeImage?: Capability<ImageRequest, ChatAnswer>;
  readonly speak?: Capability<SpeechRequest, SpeechAnswer>;
  readonly transcribe?: Capability<TranscriptionRequest, TranscriptionAnswer>;
  readonly listModels?: (target: ProviderTarget, options: CallOptions) => Promise<readonly DiscoveredModel[]>;
}
