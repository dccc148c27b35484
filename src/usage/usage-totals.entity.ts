import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Stands for "no key" where one is part of the row's name: a user who signed in. */
export const NO_KEY = '00000000-0000-0000-0000-000000000000';

/** Upper bounds in milliseconds of how long answers took; what took longer is counted in one place more. */
export const DURATION_BOUNDS = [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000] as const;

/** Columns of all these tables that are plain sums; {@link UsageTotals} says of what. */
export const SUMMED_COLUMNS = [
  'requests',
  'failures',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'estimated',
  'cost_micros',
  'unpriced',
  'duration_ms',
] as const;

/** What adds up over the requests of a row. */
abstract class UsageTotals {
  @Column({ type: 'bigint' })
  requests: string;

  /** Answered with 400 or more; that the client left (499) is none. */
  @Column({ type: 'bigint' })
  failures: string;

  @Column({ name: 'input_tokens', type: 'bigint' })
  inputTokens: string;

  @Column({ name: 'output_tokens', type: 'bigint' })
  outputTokens: string;

  @Column({ name: 'cached_input_tokens', type: 'bigint' })
  cachedInputTokens: string;

  @Column({ name: 'cache_write_tokens', type: 'bigint' })
  cacheWriteTokens: string;

  @Column({ name: 'reasoning_tokens', type: 'bigint' })
  reasoningTokens: string;

  /** Requests whose tokens we counted, since the provider did not. */
  @Column({ type: 'bigint' })
  estimated: string;

  /** Of those requests whose price was known. */
  @Column({ name: 'cost_micros', type: 'bigint' })
  costMicros: string;

  /** Requests that used tokens at a price nobody knew. */
  @Column({ type: 'bigint' })
  unpriced: string;

  @Column({ name: 'duration_ms', type: 'bigint' })
  durationMs: string;

  /** Requests by how long they took, see {@link DURATION_BOUNDS}. */
  @Column({ type: 'bigint', array: true })
  durations: string[];
}

/** What a key, or a signed-in user, used of a model in one hour. A partition holds a month. */
@Entity('usage_hourly')
@Index('usage_hourly_key_idx', ['tenantId', 'keyId', 'bucket'])
@Index('usage_hourly_bucket_idx', { synchronize: false })
export class UsageHour extends UsageTotals {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_hourly_pkey' })
  tenantId: string;

  @PrimaryColumn({ type: 'timestamptz', precision: 3, primaryKeyConstraintName: 'usage_hourly_pkey' })
  bucket: Date;

  /** {@link NO_KEY} for none. */
  @PrimaryColumn({ name: 'key_id', type: 'uuid', primaryKeyConstraintName: 'usage_hourly_pkey' })
  keyId: string;

  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_hourly_pkey' })
  userId: string;

  /** `name@Factory`; empty where no model was asked. */
  @PrimaryColumn({ type: 'varchar', length: 400, primaryKeyConstraintName: 'usage_hourly_pkey' })
  model: string;
}

/** The same of one day (UTC). A partition holds a year. */
@Entity('usage_daily')
@Index('usage_daily_key_idx', ['tenantId', 'keyId', 'bucket'])
@Index('usage_daily_bucket_idx', { synchronize: false })
export class UsageDay extends UsageTotals {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_daily_pkey' })
  tenantId: string;

  @PrimaryColumn({ type: 'timestamptz', precision: 3, primaryKeyConstraintName: 'usage_daily_pkey' })
  bucket: Date;

  /** {@link NO_KEY} for none. */
  @PrimaryColumn({ name: 'key_id', type: 'uuid', primaryKeyConstraintName: 'usage_daily_pkey' })
  keyId: string;

  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_daily_pkey' })
  userId: string;

  /** `name@Factory`; empty where no model was asked. */
  @PrimaryColumn({ type: 'varchar', length: 400, primaryKeyConstraintName: 'usage_daily_pkey' })
  model: string;
}

/** What a user used of a model in one day, by all keys together: sums of a tenant with very many keys are made of these. */
@Entity('usage_daily_users')
@Index('usage_daily_users_bucket_idx', { synchronize: false })
export class UsageUserDay extends UsageTotals {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_daily_users_pkey' })
  tenantId: string;

  @PrimaryColumn({ type: 'timestamptz', precision: 3, primaryKeyConstraintName: 'usage_daily_users_pkey' })
  bucket: Date;

  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'usage_daily_users_pkey' })
  userId: string;

  /** `name@Factory`; empty where no model was asked. */
  @PrimaryColumn({ type: 'varchar', length: 400, primaryKeyConstraintName: 'usage_daily_users_pkey' })
  model: string;
}
