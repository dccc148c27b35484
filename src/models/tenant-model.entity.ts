import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ModelType } from '../kernel/model-type.js';
import type { ModelPrice } from '../providers/prices/price-table.js';
import type { CallTimeouts } from './call-timeouts.js';

/** What LangBot's clients gave a model besides, in their words. */
export interface LangBotModel {
  description: string;
  abilities: readonly string[];
  /** Merged into the body of every call. */
  extraArgs: Readonly<Record<string, unknown>>;
  /** As the first generation's clients posted it; null from the second on. */
  requesterConfig: Readonly<Record<string, unknown>> | null;
  /** LangBot's `prefered_ranking`. */
  ranking: number;
  contextLength: number | null;
}

/** A model that a tenant can use through one of its credentials. */
@Entity('tenant_models')
@Index('tenant_models_tenant_idx', ['tenantId', 'name', 'type'])
@Index('tenant_models_credential_idx', ['credentialId', 'name', 'type'], { unique: true, where: 'langbot IS NULL' })
@Index('tenant_models_credential_fk_idx', ['credentialId'])
export class TenantModel {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'tenant_models_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ name: 'credential_id', type: 'uuid' })
  @ForeignKey('Credential', { name: 'tenant_models_credential_fk', onDelete: 'CASCADE' })
  credentialId: string;

  /** Bare, without the suffixes that RAGFlow appends for some factories. */
  @Column({ type: 'varchar', length: 255 })
  name: string;

  /** What the provider is asked for. */
  @Column({ name: 'upstream_model', type: 'varchar', length: 255 })
  upstreamModel: string;

  @Column({ type: 'varchar', length: 16 })
  type: ModelType;

  @Column({ name: 'max_tokens', type: 'integer', nullable: true })
  maxTokens: number | null;

  @Column({ name: 'is_enabled', type: 'boolean', default: true })
  isEnabled: boolean;

  /** Order in which a factory lists its models. */
  @Column({ type: 'integer', default: 0 })
  position: number;

  /** Null for models of the other surfaces, which are told apart by name and type; LangBot's only by id. */
  @Column({ type: 'jsonb', nullable: true })
  langbot: LangBotModel | null;

  /** Null: the gateway's own. */
  @Column({ type: 'jsonb', nullable: true })
  timeouts: CallTimeouts | null;

  /** What the operator says it costs; null: what the table of public prices says. */
  @Column({ type: 'jsonb', nullable: true })
  price: ModelPrice | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
