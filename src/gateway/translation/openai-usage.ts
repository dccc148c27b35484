import type { TokenUsage } from '../../providers/calls/token-usage.js';

/** The usage of a chat in OpenAI's words. */
export function openAiUsage(usage: TokenUsage): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

/** The usage of a call that generates nothing. */
export function openAiInputUsage({ inputTokens }: TokenUsage): object {
  return { prompt_tokens: inputTokens, total_tokens: inputTokens };
}
