import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'usage_events_pkey';

/** One request of the data plane, as it ended. It outlives what it names; a partition holds one day. */
@Entity('usage_events')
@Index('usage_events_key_idx', ['tenantId', 'keyId', 'at', 'id'])
@Index('usage_events_user_idx', ['tenantId', 'userId', 'at', 'id'])
export class UsageEvent {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  tenantId: string;

  /** When the request arrived. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3, primaryKeyConstraintName: PKEY })
  at: Date;

  /** The request's id, as its client saw it. */
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: PKEY })
  id: string;

  @Column({ name: 'user_id', type: 'varchar', length: 32 })
  userId: string;

  /** Null for a user who signed in. */
  @Column({ name: 'key_id', type: 'uuid', nullable: true })
  keyId: string | null;

  @Column({ type: 'varchar', length: 32 })
  endpoint: string;

  /** As the client named it; empty for the default. */
  @Column({ name: 'requested_model', type: 'varchar', length: 400 })
  requestedModel: string;

  @Column({ name: 'tenant_model_id', type: 'uuid', nullable: true })
  tenantModelId: string | null;

  /** `name@Factory` of the model that answered, or was asked last; null when none was. */
  @Column({ type: 'varchar', length: 400, nullable: true })
  model: string | null;

  /** 499 when the client left. */
  @Column({ type: 'smallint' })
  status: number;

  @Column({ name: 'is_stream', type: 'boolean' })
  isStream: boolean;

  @Column({ type: 'smallint' })
  attempts: number;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs: number;

  @Column({ name: 'first_byte_ms', type: 'integer', nullable: true })
  firstByteMs: number | null;

  @Column({ name: 'input_tokens', type: 'bigint' })
  inputTokens: string;

  @Column({ name: 'output_tokens', type: 'bigint' })
  outputTokens: string;

  /** Of the input. */
  @Column({ name: 'cached_input_tokens', type: 'bigint' })
  cachedInputTokens: string;

  @Column({ name: 'cache_write_tokens', type: 'bigint' })
  cacheWriteTokens: string;

  /** Of the output. */
  @Column({ name: 'reasoning_tokens', type: 'bigint' })
  reasoningTokens: string;

  /** The provider did not say, so we counted. */
  @Column({ name: 'is_estimated', type: 'boolean' })
  isEstimated: boolean;

  /** Millionths of a US dollar, at the price of that moment; null when none was known. */
  @Column({ name: 'cost_micros', type: 'bigint', nullable: true })
  costMicros: string | null;
}
