import type { TokenUsage } from '../../providers/calls/token-usage.js';

/** Anthropic counts what is read from a cache or written into one beside the other input, not within it. */
export function anthropicUsage(usage: TokenUsage): object {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
  return {
    input_tokens: Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens),
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedInputTokens,
    output_tokens: outputTokens,
  };
}
