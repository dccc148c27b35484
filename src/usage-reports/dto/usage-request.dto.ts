import { usdOf } from '../../kernel/money.js';
import type { UsageEvent } from '../../usage/usage-event.entity.js';
import type { Named } from '../usage-names.js';

/** In the order of a file's columns. */
export const REQUEST_COLUMNS = [
  'id',
  'at',
  'tenant_id',
  'user_id',
  'user_email',
  'key_id',
  'key_name',
  'endpoint',
  'requested_model',
  'model',
  'status',
  'stream',
  'attempts',
  'duration_ms',
  'first_byte_ms',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'total_tokens',
  'estimated',
  'cost_usd',
] as const;

/** One request, as it ended. */
export class UsageRequestDto {
  /** As its client saw it. @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  /** When it arrived. */
  at: Date;

  tenant_id: string;

  user_id: string;

  /** Null when the user is gone. */
  user_email: string | null;

  /** Null for a user who signed in. */
  key_id: string | null;

  /** Null when the key is gone, or there was none. */
  key_name: string | null;

  /** @example chat */
  endpoint: string;

  /** As the client named it; empty for the default. @example gpt-4o-mini */
  requested_model: string;

  /** `name@Factory` of the model that answered, or was asked last; null when none was. @example gpt-4o-mini@OpenAI */
  model: string | null;

  /** 499 when the client left. @example 200 */
  status: number;

  stream: boolean;

  /** How often providers were asked. */
  attempts: number;

  duration_ms: number;

  /** Until the answer began; null when there was none. */
  first_byte_ms: number | null;

  input_tokens: number;

  output_tokens: number;

  /** Of the input: read from the provider's cache. */
  cached_input_tokens: number;

  /** Of the input: written into the provider's cache. */
  cache_write_tokens: number;

  /** Of the output. */
  reasoning_tokens: number;

  /** Input and output. */
  total_tokens: number;

  /** Whether the tokens were counted here, since the provider did not say. */
  estimated: boolean;

  /** In US dollars, exact to the millionth; null when no price was known. @example 0.000042 */
  cost_usd: number | null;

  static from(event: Named<UsageEvent>): UsageRequestDto {
    const inputTokens = Number(event.inputTokens);
    const outputTokens = Number(event.outputTokens);
    return Object.assign(new UsageRequestDto(), {
      id: event.id,
      at: event.at,
      tenant_id: event.tenantId,
      user_id: event.userId,
      user_email: event.userEmail,
      key_id: event.keyId,
      key_name: event.keyName,
      endpoint: event.endpoint,
      requested_model: event.requestedModel,
      model: event.model,
      status: event.status,
      stream: event.isStream,
      attempts: event.attempts,
      duration_ms: event.durationMs,
      first_byte_ms: event.firstByteMs,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      cached_input_tokens: Number(event.cachedInputTokens),
      cache_write_tokens: Number(event.cacheWriteTokens),
      reasoning_tokens: Number(event.reasoningTokens),
      total_tokens: inputTokens + outputTokens,
      estimated: event.isEstimated,
      cost_usd: event.costMicros === null ? null : usdOf(Number(event.costMicros)),
    });
  }
}

/** One page of requests. */
export class UsageRequestPageDto {
  items: UsageRequestDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
