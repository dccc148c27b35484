import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export interface BoundPlugin {
  author: string;
  name: string;
}

/** What a pipeline may use besides its model. */
export interface PipelineExtensions {
  /** Kept for LangBot's clients; there are no plugins here. */
  plugins: readonly BoundPlugin[];
  enableAllPlugins: boolean;
  /** Ids of MCP servers, for where not all are enabled. */
  mcpServers: readonly string[];
  enableAllMcpServers: boolean;
}

export type PipelineConfig = Readonly<Record<string, unknown>>;

/** How a question becomes an answer: prompt, model, knowledge, tools, limits. */
@Entity('pipelines')
@Index('pipelines_tenant_idx', ['tenantId', 'createdAt', 'id'])
@Index('pipelines_name_idx', ['tenantId', 'name'])
@Index('pipelines_default_idx', ['tenantId'], { unique: true, where: 'is_default' })
export class Pipeline {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pipelines_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'pipelines_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** Need not be unique. */
  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  @Column({ type: 'varchar', length: 32, default: '' })
  emoji: string;

  /** A tenant that has pipelines has one default among them. */
  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault: boolean;

  /** As its client sent it, unknown settings included; `settings/run-settings.ts` reads it. */
  @Column({ type: 'jsonb' })
  config: PipelineConfig;

  @Column({ type: 'jsonb' })
  extensions: PipelineExtensions;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
