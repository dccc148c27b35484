import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Where people meet a pipeline: an adapter, its configuration, and what answers behind it. */
@Entity('bots')
@Index('bots_tenant_idx', ['tenantId', 'createdAt', 'id'])
@Index('bots_name_idx', ['tenantId', 'name'])
@Index('bots_enabled_idx', ['id'], { where: 'is_enabled' })
export class Bot {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'bots_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** Who made it; its runs are theirs. */
  @Column({ name: 'user_id', type: 'varchar', length: 32 })
  userId: string;

  /** Need not be unique. */
  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 512, default: '' })
  description: string;

  @Column({ type: 'varchar', length: 64 })
  adapter: string;

  /** The adapter's configuration as JSON, sealed as a whole: it holds tokens. */
  @Column({ type: 'bytea' })
  config: Buffer;

  @Column({ name: 'is_enabled', type: 'boolean', default: false })
  isEnabled: boolean;

  /** Not tied by a foreign key: a bot outlives its pipeline, and says then that it has none. */
  @Column({ name: 'pipeline_id', type: 'uuid', nullable: true })
  pipelineId: string | null;

  /** Grows with every change; a running bot of an older version is started again. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
