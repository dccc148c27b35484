import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** The unit that owns credentials, models, keys, resources and usage. */
@Entity('tenants')
@Index('tenants_created_idx', ['createdAt', 'id'])
@Index('tenants_search_idx', { synchronize: false })
export class Tenant {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id: string;

  @Column({ type: 'varchar', length: 160 })
  name: string;

  /** Grows with every change of the limits of all its keys together. */
  @Column({ name: 'limits_version', type: 'integer', default: 1 })
  limitsVersion: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
