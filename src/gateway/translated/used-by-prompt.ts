import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { estimateTokens } from '../translation/token-estimate.js';
import { counted, estimated, type UsedTokens } from '../used-tokens.js';

/** What a call that generates nothing used: as the provider counted, else as we count its text. */
export async function usedByPrompt(usage: TokenUsage | null, text: string): Promise<UsedTokens> {
  return usage ? counted(usage) : estimated(await estimateTokens(text), 0);
}
