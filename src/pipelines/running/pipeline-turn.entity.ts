import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'pipeline_turns_pkey';

/** A question and its answer, as a session remembers them. */
@Entity('pipeline_turns')
export class PipelineTurn {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'pipeline_turns_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('pipeline_turns_pipeline_idx')
  @PrimaryColumn({ name: 'pipeline_id', type: 'uuid', primaryKeyConstraintName: PKEY })
  @ForeignKey('Pipeline', { name: 'pipeline_turns_pipeline_fk', onDelete: 'CASCADE' })
  pipelineId: string;

  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: PKEY })
  origin: string;

  @PrimaryColumn({ name: 'session_type', type: 'varchar', length: 8, primaryKeyConstraintName: PKEY })
  sessionType: 'person' | 'group';

  @PrimaryColumn({ name: 'session_id', type: 'varchar', length: 256, primaryKeyConstraintName: PKEY })
  sessionId: string;

  /** From 1, in the order in which they were answered. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: PKEY })
  number: number;

  @Column({ type: 'text' })
  question: string;

  @Column({ type: 'text' })
  answer: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3 })
  askedAt: Date;

  @Index('pipeline_turns_age_idx')
  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3 })
  answeredAt: Date;
}
