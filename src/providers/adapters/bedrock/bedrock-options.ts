import type { SharedV3ProviderOptions } from '@ai-sdk/provider';
import type { ChatRequest } from '../../calls/chat-call.js';
import type { EmbeddingRequest } from '../../calls/other-calls.js';

/** Amazon's own models think only when they are switched to it; the others have an effort alone, and none a `minimal`. */
export function bedrockReasoning({ model, reasoningEffort: effort }: ChatRequest): SharedV3ProviderOptions {
  if (effort === undefined) return {};
  const maxReasoningEffort = effort === 'minimal' ? 'low' : effort;
  const mode = /amazon\.nova/.test(model) ? { type: 'enabled' } : {};
  return { bedrock: { reasoningConfig: { ...mode, maxReasoningEffort } } };
}

/** Each family has words of its own for the size and the purpose; Titan has none for the latter. */
export function bedrockEmbedding({ model, dimensions: size, purpose }: EmbeddingRequest): SharedV3ProviderOptions {
  if (/cohere\.embed/.test(model)) {
    const inputType = purpose === 'document' ? 'search_document' : 'search_query';
    return { bedrock: { inputType, ...(size === undefined ? {} : { outputDimension: size }) } };
  }
  if (/amazon\.nova/.test(model)) {
    const embeddingPurpose = purpose === 'document' ? 'GENERIC_INDEX' : 'TEXT_RETRIEVAL';
    return { bedrock: { embeddingPurpose, ...(size === undefined ? {} : { embeddingDimension: size }) } };
  }
  return size === undefined ? {} : { bedrock: { dimensions: size } };
}
