import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'model_alias_targets_pkey';

/** One of the models that an alias stands for. It goes with the model; the alias stays, even without any. */
@Entity('model_alias_targets')
@Index('model_alias_targets_alias_idx', ['aliasId', 'tenantModelId'], { unique: true })
export class ModelAliasTarget {
  /** The alias's tenant; the model may be another one's that is shared. */
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'model_alias_targets_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @PrimaryColumn({ name: 'alias_id', type: 'uuid', primaryKeyConstraintName: PKEY })
  @ForeignKey('ModelAlias', { name: 'model_alias_targets_alias_fk', onDelete: 'CASCADE' })
  aliasId: string;

  /** Its place among the targets; where one has gone there is a gap. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: PKEY })
  position: number;

  @Index('model_alias_targets_model_idx')
  @Column({ name: 'tenant_model_id', type: 'uuid' })
  @ForeignKey('TenantModel', { name: 'model_alias_targets_model_fk', onDelete: 'CASCADE' })
  tenantModelId: string;

  @Column({ type: 'integer', default: 1 })
  weight: number;
}
