import type { TokenUsage } from '../providers/calls/token-usage.js';

/** What a request is counted with. */
export interface UsedTokens extends TokenUsage {
  /** The provider did not say, so we counted. */
  isEstimated: boolean;
}

export const NOTHING_USED: UsedTokens = {
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  isEstimated: false,
};

/** As the provider counted. */
export function counted(usage: TokenUsage): UsedTokens {
  return { ...usage, isEstimated: false };
}

/** As we counted, for want of the provider's own. */
export function estimated(inputTokens: number, outputTokens: number): UsedTokens {
  return { ...NOTHING_USED, inputTokens, outputTokens, isEstimated: true };
}
