import type { SharedV3ProviderOptions } from '@ai-sdk/provider';
import type { ChatRequest } from '../../calls/chat-call.js';

/** The API wants a limit. Every current model can write this much; the library lowers it for the older ones it knows. */
const MAX_TOKENS_UNLESS_SAID = 32_000;

/** Reasoning effort in Anthropic's words, which have no `minimal`. */
export function anthropicOptions({ reasoningEffort: effort }: ChatRequest): SharedV3ProviderOptions {
  return effort === undefined ? {} : { anthropic: { effort: effort === 'minimal' ? 'low' : effort } };
}

/** The library takes a model it does not know to write 4096 tokens at most, which would cut answers short in silence. */
export function withRoomToAnswer(request: ChatRequest): ChatRequest {
  return { ...request, maxTokens: request.maxTokens ?? MAX_TOKENS_UNLESS_SAID };
}
