import type { TokenUsage } from '../providers/calls/token-usage.js';

/** What a request is counted with. */
export interface UsedTokens extends TokenUsage {
  /** The provider did not say, so we counted. */
  isEstimated: boolean;
}

/** No call uses more. */
const MOST_TOKENS = 1e9;

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
  return {
    inputTokens: bounded(usage.inputTokens),
    outputTokens: bounded(usage.outputTokens),
    cachedInputTokens: bounded(usage.cachedInputTokens),
    cacheWriteTokens: bounded(usage.cacheWriteTokens),
    reasoningTokens: bounded(usage.reasoningTokens),
    isEstimated: false,
  };
}

/** A provider may say anything, and what it says is added up for good. */
function bounded(count: number): number {
  return count > 0 ? Math.min(Math.round(count), MOST_TOKENS) : 0;
}

/** As we counted, for want of the provider's own. */
export function estimated(inputTokens: number, outputTokens: number): UsedTokens {
  return { ...NOTHING_USED, inputTokens, outputTokens, isEstimated: true };
}
