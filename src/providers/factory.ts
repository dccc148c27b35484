import type { ModelType } from '../kernel/model-type.js';
import type { ModelPrice } from './prices/price-table.js';
import type { SpeechFormat } from './calls/other-calls.js';

/** How a factory wants to be shown the credential; `json`: several fields of its own, `by_type`: fields differ by model type. */
export type AuthKind = 'none' | 'bearer' | 'api_key' | 'x-api-key' | 'json' | 'by_type';

/** One field of a factory's credential: drives validation, the console's form and the docs. */
export interface CredentialField {
  /** The exact name on the wire, `api_key` for most. */
  name: string;
  label: string;
  /** Sealed, masked and kept out of every log and message. */
  secret: boolean;
  required: boolean;
  /** Source of a regular expression that the whole value must match. */
  pattern: string | null;
  /** What our own surface takes when the field is left out; RAGFlow's surface demands the field all the same. */
  default: string | null;
  /** The field belongs only to models of these types. */
  types?: readonly ModelType[];
}

/** A model as the catalog's files write it. */
export interface ModelRow {
  name: string;
  type: ModelType;
  /** The number RAGFlow's catalog calls `max_tokens`: usually the context window, for speech the upload's bytes. */
  maxTokens: number | null;
  contextLength: number | null;
  /** What a chat model can do besides text: `chat`, `tools`, `vision`, `reasoning`, … */
  abilities: readonly string[];
}

/** A model that a whole-factory add stores, with what the price table knows of it. */
export interface CatalogModel extends ModelRow {
  maxOutputTokens: number | null;
  price: ModelPrice | null;
  /** The day (YYYY-MM-DD) on which the vendor ends it; null when none is known. */
  endsOn: string | null;
}

/** The endpoints of OpenAI's REST surface that a dialect may call. */
export type OpenAiEndpoint = 'chat' | 'embeddings' | 'rerank' | 'speech' | 'transcriptions' | 'models';

/** Where speech differs. */
interface SpeechTwists {
  /** What the voice is called; `voice` unless said. */
  voiceField?: string;
  /** The format asked for when the caller names none; the vendor's own choice unless said. */
  format?: SpeechFormat;
  /** The answer is JSON with the sound in this field, in base64. */
  audioField?: string;
}

/** Where a factory on the OpenAI-compatible dialect differs from OpenAI itself. Everything left out is as OpenAI has it. */
export interface OpenAiTwists {
  /** `v1`: OpenAI's paths begin at `<base>/v1`, whether or not the base was given with it. */
  root?: 'as-given' | 'v1';
  /** Paths that differ; relative to the base, or to the host with a leading slash. */
  paths?: Partial<Record<OpenAiEndpoint, string>>;
  /** The credential field that is sent as bearer; `api_key` unless said. */
  bearer?: string;
  /** A credential field whose value, when there is one, is sent instead of the model's name. */
  modelFrom?: string;
  /** A credential field holding a comma list of upstreams to route to, in this order and without fallbacks (OpenRouter). */
  providerOrderFrom?: string;
  /**
   * What tells an embedding model which side of a search the texts are on, where the vendor has such a field; `models` is
   * the source of a regular expression for those that know it, all of them unless said.
   */
  embeddingPurpose?: { field: string; query: string; document: string; models?: string };
  /** What the length of the vectors is called; `dimensions` unless said. */
  dimensions?: string;
  /** What the number of wanted results is called; `top_n` unless said. */
  rerankTop?: string;
  /** A voice that the vendor has; OpenAI's `alloy` unless said. */
  voice?: string;
  speech?: SpeechTwists;
  /** Sent as `response_format` of a transcription, where the vendor does without none. */
  transcriptionFormat?: string;
  /** Fields of a chat that the vendor calls otherwise, by OpenAI's name. */
  chatFields?: Readonly<Record<string, string>>;
  /** A stream tells its usage without being asked, and the vendor refuses the question. */
  streamUsageUnasked?: true;
}

/** A kind of provider, as RAGFlow names it. */
export interface Factory {
  name: string;
  /** RAGFlow's tag string, byte for byte. */
  tags: string;
  /** Higher wins when a bare model name is found in several factories; null comes last, in catalog order. */
  rank: number | null;
  /** The types this vendor serves. */
  modelTypes: readonly ModelType[];
  baseUrl: string | null;
  baseUrlRequired: boolean;
  /** Runs at the user's place: saved without verification, the key is optional. */
  selfDeployed: boolean;
  authKind: AuthKind;
  /** Name of the adapter that speaks to it. */
  dialect: string;
  /** False when this version cannot call it at all. */
  available: boolean;
  unavailableReason: string | null;
  credentialFields: readonly CredentialField[];
  models: readonly CatalogModel[];
  /** Which models verification asks, per type, current and cheap ones first; else the first of the list. */
  probeModels: Readonly<Partial<Record<ModelType, readonly string[]>>>;
  openAi: OpenAiTwists;
}
