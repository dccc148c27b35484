import { newHexId, newUuid } from '../../src/kernel/ids.js';
import type { UsageRecord } from '../../src/usage/usage-record.js';

/** A request that ended well, of somebody whom nobody knows. */
export function aUsageRecord(given: Partial<UsageRecord> = {}): UsageRecord {
  return {
    requestId: newUuid(),
    at: Date.now(),
    tenantId: newHexId(),
    userId: newHexId(),
    keyId: newUuid(),
    endpoint: 'chat',
    requestedModel: 'gpt-4o-mini',
    tenantModelId: null,
    model: 'gpt-4o-mini@OpenAI',
    status: 200,
    isStream: false,
    attempts: 1,
    durationMs: 120.4,
    firstByteMs: 80.2,
    inputTokens: 10,
    outputTokens: 5,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    isEstimated: false,
    costMicros: 42,
    ...given,
  };
}
