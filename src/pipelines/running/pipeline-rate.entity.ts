import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'pipeline_rates_pkey';

/** How many runs a session has had in the window that is open. */
@Entity('pipeline_rates')
export class PipelineRate {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'pipeline_rates_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('pipeline_rates_pipeline_idx')
  @PrimaryColumn({ name: 'pipeline_id', type: 'uuid', primaryKeyConstraintName: PKEY })
  @ForeignKey('Pipeline', { name: 'pipeline_rates_pipeline_fk', onDelete: 'CASCADE' })
  pipelineId: string;

  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: PKEY })
  origin: string;

  @PrimaryColumn({ name: 'session_type', type: 'varchar', length: 8, primaryKeyConstraintName: PKEY })
  sessionType: 'person' | 'group';

  @PrimaryColumn({ name: 'session_id', type: 'varchar', length: 256, primaryKeyConstraintName: PKEY })
  sessionId: string;

  @Column({ type: 'integer' })
  used: number;

  @Index('pipeline_rates_age_idx')
  @Column({ name: 'window_ends', type: 'timestamptz', precision: 3 })
  windowEnds: Date;
}
