import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** `interrupted`: its process went, or was told to stop. */
export type RunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

/** A tool that was called in a run; neither arguments nor results are kept. */
export interface RecordedToolCall {
  server: string;
  tool: string;
  ms: number;
  isError: boolean;
}

/** That a pipeline ran, and how it ended. What was said is not kept here. */
@Entity('pipeline_runs')
@Index('pipeline_runs_tenant_idx', ['tenantId', 'pipelineId', 'createdAt', 'id'])
@Index('pipeline_runs_alive_idx', ['aliveUntil'], { where: "status = 'running'" })
export class PipelineRun {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pipeline_runs_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'pipeline_runs_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('pipeline_runs_pipeline_idx')
  @Column({ name: 'pipeline_id', type: 'uuid' })
  @ForeignKey('Pipeline', { name: 'pipeline_runs_pipeline_fk', onDelete: 'CASCADE' })
  pipelineId: string;

  @Column({ type: 'varchar', length: 64 })
  origin: string;

  @Column({ name: 'session_type', type: 'varchar', length: 8 })
  sessionType: 'person' | 'group';

  @Column({ name: 'session_id', type: 'varchar', length: 256 })
  sessionId: string;

  @Column({ type: 'varchar', length: 16 })
  status: RunStatus;

  /** `name@Factory` of the model that answered; null when none did. */
  @Column({ type: 'varchar', length: 512, nullable: true })
  model: string | null;

  /** Of all calls of models. */
  @Column({ name: 'input_tokens', type: 'bigint', default: 0 })
  inputTokens: string;

  @Column({ name: 'output_tokens', type: 'bigint', default: 0 })
  outputTokens: string;

  @Column({ name: 'tool_calls', type: 'jsonb', default: [] })
  toolCalls: readonly RecordedToolCall[];

  /** What went otherwise than the pipeline says, without failing. */
  @Column({ type: 'jsonb', default: [] })
  warnings: readonly string[];

  @Column({ type: 'text', nullable: true })
  error: string | null;

  /** A run that is `running` after that, and was not prolonged, has lost its process. */
  @Column({ name: 'alive_until', type: 'timestamptz', precision: 3 })
  aliveUntil: Date;

  /** When it began. */
  @Index('pipeline_runs_age_idx')
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
