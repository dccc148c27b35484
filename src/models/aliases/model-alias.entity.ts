import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export const STRATEGIES = ['ordered', 'weighted'] as const;

/** `ordered`: the first that answers, in their order. `weighted`: by lot, the others standing by. */
export type AliasStrategy = (typeof STRATEGIES)[number];

export const ALIAS_NAME_INDEX = 'model_aliases_name_idx';

/** A tenant's own name for one or several models; at the gateway it wins over a model of that name. */
@Entity('model_aliases')
@Index(ALIAS_NAME_INDEX, ['tenantId', 'name'], { unique: true })
@Index('model_aliases_tenant_idx', ['tenantId', 'createdAt', 'id'])
export class ModelAlias {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'model_aliases_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'varchar', length: 128 })
  name: string;

  @Column({ type: 'varchar', length: 16 })
  strategy: AliasStrategy;

  /** Grows with every change; a stale one in an update is refused. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
