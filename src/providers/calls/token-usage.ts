/** What a call was counted as by the provider. */
export interface TokenUsage {
  /** The whole prompt, cached parts included. */
  inputTokens: number;
  /** Everything generated, thinking included. */
  outputTokens: number;
  /** Of `inputTokens`: what the provider read from its cache, and what it wrote into it. */
  cachedInputTokens: number;
  cacheWriteTokens: number;
  /** Of `outputTokens`: what was thought and not said. */
  reasoningTokens: number;
}

/** A usage whose finer counts the provider does not give. */
export function plainUsage(inputTokens: number, outputTokens = 0): TokenUsage {
  return { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
}
