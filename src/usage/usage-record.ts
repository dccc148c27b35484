/** What one request of the data plane used: everything that limits, bills and reports are made of. */
export interface UsageRecord {
  /** The request's id, as the client saw it. */
  requestId: string;
  /** Milliseconds since 1970 at which the request arrived. */
  at: number;
  tenantId: string;
  userId: string;
  /** Null for a user who signed in. */
  keyId: string | null;
  endpoint: string;
  /** As the client named it; empty for the default. */
  requestedModel: string;
  /** The model that answered, or was asked last; null when none was. */
  tenantModelId: string | null;
  /** Its `name@Factory`. */
  model: string | null;
  /** What the client was answered with; 499 when it left before. */
  status: number;
  isStream: boolean;
  attempts: number;
  durationMs: number;
  /** Until the first byte of the answer was at hand; null when there was none. */
  firstByteMs: number | null;
  inputTokens: number;
  outputTokens: number;
  /** Of the input. */
  cachedInputTokens: number;
  cacheWriteTokens: number;
  /** Of the output. */
  reasoningTokens: number;
  /** The provider did not say, so we counted. */
  isEstimated: boolean;
  /** Millionths of a US dollar; null when the price is not known. */
  costMicros: number | null;
}
