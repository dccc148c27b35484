import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often what can be called was changed: counts up with each change of a tenant's credentials, models, aliases and defaults. */
@Entity('model_versions')
export class ModelVersion {
  /** A tenant's id, or `*` for what concerns every tenant. */
  @PrimaryColumn({ type: 'varchar', length: 32, primaryKeyConstraintName: 'model_versions_pkey' })
  scope: string;

  @Column({ type: 'bigint' })
  version: string;
}
