import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { Scope } from '../kernel/scope.js';

/** Through which door a key was made; it decides the prefix and whether the token can be shown again. */
export type ApiKeySource = 'own' | 'ragflow-admin' | 'ragflow-user';

/** An API key. Its id is permanent; the secrets under it change (see {@link KeySecret}). */
@Entity('api_keys')
@Index('api_keys_tenant_idx', ['tenantId', 'createdAt', 'id'])
@Index('api_keys_created_idx', ['createdAt', 'id'])
@Index('api_keys_user_idx', ['userId', 'createdAt', 'id'])
@Index('api_keys_paused_idx', ['tenantId', 'createdAt', 'id'], { where: 'paused' })
@Index('api_keys_tenant_name_idx', { synchronize: false })
@Index('api_keys_tenant_used_idx', { synchronize: false })
@Index('api_keys_name_idx', { synchronize: false })
@Index('api_keys_used_idx', { synchronize: false })
@Index('api_keys_search_idx', { synchronize: false })
@Index('api_keys_number_idx', ['tenantId', 'number'], { unique: true })
export class ApiKey {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** What LangBot's clients know it by; given by the database. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS', update: false })
  number: number;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'api_keys_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** As whom the key acts: it can never do more than this user can at the moment. */
  @Column({ name: 'user_id', type: 'varchar', length: 32 })
  @ForeignKey('User', { name: 'api_keys_user_fk', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'varchar', length: 16 })
  source: ApiKeySource;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 512, default: '' })
  description: string;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  /** Null: all that the tenant has. */
  @Column({ name: 'allowed_models', type: 'text', array: true, nullable: true })
  allowedModels: string[] | null;

  /** Addresses and CIDRs that may use the key; null: all. */
  @Column({ name: 'allowed_addresses', type: 'text', array: true, nullable: true })
  allowedAddresses: string[] | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'boolean', default: false })
  paused: boolean;

  /** Written in batches, some seconds late. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  /** Grows with every change; a stale one in an update is refused. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  /** Grows with every change of its limits. */
  @Column({ name: 'limits_version', type: 'integer', default: 1 })
  limitsVersion: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
