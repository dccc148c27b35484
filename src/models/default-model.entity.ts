import { Column, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ModelType } from '../kernel/model-type.js';

/** Which model a tenant uses when none is named. */
@Entity('default_models')
export class DefaultModel {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'default_models_pkey' })
  @ForeignKey('Tenant', { name: 'default_models_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @PrimaryColumn({ type: 'varchar', length: 16, primaryKeyConstraintName: 'default_models_pkey' })
  type: ModelType;

  /** As the client named it. */
  @Column({ name: 'model_name', type: 'varchar', length: 256 })
  modelName: string;

  /** Null for a built-in model. Removing the model clears the default with it. */
  @Index('default_models_model_idx')
  @Column({ name: 'tenant_model_id', type: 'uuid', nullable: true })
  @ForeignKey('TenantModel', { name: 'default_models_model_fk', onDelete: 'CASCADE' })
  tenantModelId: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
