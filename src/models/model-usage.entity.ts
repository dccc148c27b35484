import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'model_usage_pkey';

/** What one tenant used of a model, its own or a shared one. */
@Entity('model_usage')
export class ModelUsage {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'model_usage_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('model_usage_model_idx')
  @PrimaryColumn({ name: 'tenant_model_id', type: 'uuid', primaryKeyConstraintName: PKEY })
  @ForeignKey('TenantModel', { name: 'model_usage_model_fk', onDelete: 'CASCADE' })
  tenantModelId: string;

  @Column({ name: 'used_tokens', type: 'bigint', default: 0 })
  usedTokens: string;
}
