import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../kernel/role.js';

/** A user's part in a tenant. */
@Entity('memberships')
export class Membership {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'memberships_pkey' })
  @ForeignKey('Tenant', { name: 'memberships_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('memberships_user_idx')
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 32, primaryKeyConstraintName: 'memberships_pkey' })
  @ForeignKey('User', { name: 'memberships_user_fk', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'varchar', length: 16 })
  role: Role;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
