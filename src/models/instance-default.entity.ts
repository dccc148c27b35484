import { Column, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ModelType } from '../kernel/model-type.js';

/** Which model fills the slot of tenants that have no default of their own. */
@Entity('instance_defaults')
export class InstanceDefault {
  @PrimaryColumn({ type: 'varchar', length: 16, primaryKeyConstraintName: 'instance_defaults_pkey' })
  type: ModelType;

  /** As the administrator named it. */
  @Column({ name: 'model_name', type: 'varchar', length: 256 })
  modelName: string;

  /** Null for a built-in model. Removing the model clears the default with it. */
  @Index('instance_defaults_model_idx')
  @Column({ name: 'tenant_model_id', type: 'uuid', nullable: true })
  @ForeignKey('TenantModel', { name: 'instance_defaults_model_fk', onDelete: 'CASCADE' })
  tenantModelId: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
