import { usdOf } from '../../kernel/money.js';
import { NO_KEY } from '../../usage/usage-totals.entity.js';
import { durationQuantile } from '../duration-quantile.js';
import type { Named } from '../usage-names.js';
import type { Grouping, UsageSum } from '../usage-sums.js';

/** As much of an ISO time as the unit has. */
const LENGTHS = { day: 10, month: 7 } as const;

const SUBJECT_COLUMNS = {
  tenant: ['tenant_id', 'tenant_name'],
  key: ['key_id', 'key_name'],
  user: ['user_id', 'user_email'],
  model: ['model'],
} as const;

const TOTALS = [
  'requests',
  'failures',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'total_tokens',
  'cost_usd',
  'unpriced_requests',
  'estimated_requests',
  'duration_ms_avg',
  'duration_ms_p50',
  'duration_ms_p95',
] as const;

/** What requests come to. Only what `group_by` names says of which ones. */
export class UsageSumDto {
  /** When it began. @example 2026-11-27T14:00:00Z */
  hour?: string;

  /** @example 2026-11-27 */
  day?: string;

  /** @example 2026-11 */
  month?: string;

  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  tenant_id?: string;

  /** Null when the tenant is gone. */
  tenant_name?: string | null;

  /** Null for users who signed in, without a key. */
  key_id?: string | null;

  /** Null when the key is gone, or there was none. */
  key_name?: string | null;

  user_id?: string;

  /** Null when the user is gone. */
  user_email?: string | null;

  /** `name@Factory`; null for requests that reached no model. */
  model?: string | null;

  /** @example 128 */
  requests: number;

  /** Of those: answered with 400 or more. That the client left before the end is none. */
  failures: number;

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

  /**
   * In US dollars, exact to the millionth, of the requests whose price was known; at the prices of their time.
   * @example 1.204375
   */
  cost_usd: number;

  /** Requests that used tokens at a price nobody knew: their cost is missing. */
  unpriced_requests: number;

  /** Requests whose tokens were counted here, since the provider did not say. */
  estimated_requests: number;

  /** Of a request, in milliseconds; null without requests. */
  duration_ms_avg: number | null;

  /** What half of the requests did not exceed, estimated from how many took how long; at most 60000. */
  duration_ms_p50: number | null;

  /** The same for 95 of a hundred. */
  duration_ms_p95: number | null;

  /** In the order of a file's columns. */
  static columns({ unit, subjects }: Grouping): (keyof UsageSumDto)[] {
    return [...(unit ? [unit] : []), ...subjects.flatMap((subject) => SUBJECT_COLUMNS[subject]), ...TOTALS];
  }

  static from(sum: Named<UsageSum>, grouping: Grouping): UsageSumDto {
    return Object.assign(new UsageSumDto(), {
      ...momentOf(sum, grouping),
      ...subjectsOf(sum, grouping),
      requests: sum.requests,
      failures: sum.failures,
      input_tokens: sum.inputTokens,
      output_tokens: sum.outputTokens,
      cached_input_tokens: sum.cachedInputTokens,
      cache_write_tokens: sum.cacheWriteTokens,
      reasoning_tokens: sum.reasoningTokens,
      total_tokens: sum.inputTokens + sum.outputTokens,
      cost_usd: usdOf(sum.costMicros),
      unpriced_requests: sum.unpriced,
      estimated_requests: sum.estimated,
      duration_ms_avg: sum.requests === 0 ? null : Math.round(sum.durationMs / sum.requests),
      duration_ms_p50: durationQuantile(sum.durations, 0.5),
      duration_ms_p95: durationQuantile(sum.durations, 0.95),
    });
  }
}

/** One page of sums. */
export class UsagePageDto {
  /** What was summed up: as asked for, or widened to whole hours. */
  from: Date;

  to: Date;

  items: UsageSumDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}

function momentOf({ moment }: UsageSum, { unit }: Grouping): Pick<UsageSumDto, 'hour' | 'day' | 'month'> {
  if (!unit || !moment) return {};
  const text = moment.toISOString();
  return { [unit]: unit === 'hour' ? text.replace('.000', '') : text.slice(0, LENGTHS[unit]) };
}

function subjectsOf(sum: Named<UsageSum>, { subjects }: Grouping): Partial<UsageSumDto> {
  const has = (subject: (typeof subjects)[number]) => subjects.includes(subject);
  return {
    ...(has('tenant') && { tenant_id: sum.tenantId ?? '', tenant_name: sum.tenantName }),
    ...(has('key') && { key_id: sum.keyId === NO_KEY ? null : sum.keyId, key_name: sum.keyName }),
    ...(has('user') && { user_id: sum.userId ?? '', user_email: sum.userEmail }),
    ...(has('model') && { model: sum.model || null }),
  };
}
