import type { ModelType } from '../kernel/model-type.js';
import type { ChatAnswer, ChatEvent, ChatFeature, ChatRequest } from './calls/chat-call.js';
import type {
  EmbeddingAnswer,
  EmbeddingRequest,
  RerankAnswer,
  RerankRequest,
  SpeechAnswer,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
} from './calls/other-calls.js';
import type { Factory } from './factory.js';
import type { PassThroughCall, PassThroughEndpoint } from './pass-through.js';

/** Whom to call, and as whom. */
export interface ProviderTarget {
  factory: Factory;
  /** What the user gave, else the factory's own; a URL that `parseOutboundUrl` takes, or empty where the adapter knows. */
  baseUrl: string;
  credential: Readonly<Record<string, string>>;
}

export interface CallOptions {
  /** Ends the call; an adapter never waits longer than this. */
  signal: AbortSignal;
}

/** A model that the provider itself names; the type is a guess from what it says about it, null when it is none of ours. */
export interface DiscoveredModel {
  name: string;
  type: ModelType | null;
}

export type Capability<Request, Answer> = (
  target: ProviderTarget,
  request: Request,
  options: CallOptions,
) => Promise<Answer>;

/** Resolves when the credential and the model are what they should be; the call costs nothing. */
export type FreeProof = (target: ProviderTarget, model: string, options: CallOptions) => Promise<void>;

/** Null where this target's own spelling of the endpoint is not the client's. */
export type PassThroughCapability = (target: ProviderTarget, model: string) => PassThroughCall | null;

/**
 * One wire dialect: which calls it can make, and how. A capability that is absent cannot be made in this dialect.
 * Every one of them fails with `ProviderCallError` and nothing else, and answers only what it has checked: verification
 * is one of these calls and proves exactly what production will use.
 */
export interface ProviderAdapter {
  readonly dialect: string;
  readonly chat?: Capability<ChatRequest, ChatAnswer>;
  /** Resolves with the first event at hand, so that a refusal fails the promise and never the stream. */
  readonly stream?: Capability<ChatRequest, AsyncIterable<ChatEvent>>;
  /** What its chat has no words for; everything else of a `ChatRequest` reaches the provider. */
  readonly chatLacks?: readonly ChatFeature[];
  readonly embed?: Capability<EmbeddingRequest, EmbeddingAnswer>;
  readonly rerank?: Capability<RerankRequest, RerankAnswer>;
  readonly speak?: Capability<SpeechRequest, SpeechAnswer>;
  readonly transcribe?: Capability<TranscriptionRequest, TranscriptionAnswer>;
  /** Where a client's own bytes are what the provider takes. */
  readonly passThrough?: Readonly<Partial<Record<PassThroughEndpoint, PassThroughCapability>>>;
  readonly listModels?: (target: ProviderTarget, options: CallOptions) => Promise<readonly DiscoveredModel[]>;
  /** Where a real call is dear or slow: a free one that verification makes in its place. */
  readonly freeProofs?: Readonly<Partial<Record<ModelType, FreeProof>>>;
}
