import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export const PRIMARY_CREDENTIAL_INDEX = 'credentials_primary_idx';

/** A verdict on a credential as it was reached when the provider was last asked. */
export interface StoredVerification {
  verdict: string;
  checked_at: string;
  results: unknown[];
}

/** A tenant's access to a factory: RAGFlow's factory entry, LangBot's provider. */
@Entity('credentials')
@Index('credentials_tenant_idx', ['tenantId', 'factory'])
@Index(PRIMARY_CREDENTIAL_INDEX, ['tenantId', 'factory'], { unique: true, where: 'is_primary' })
export class Credential {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'credentials_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** The factory's name in the catalog. */
  @Column({ type: 'varchar', length: 128 })
  factory: string;

  @Column({ type: 'varchar', length: 255 })
  label: string;

  /** The one that RAGFlow's surface writes; one per tenant and factory. */
  @Column({ name: 'is_primary', type: 'boolean', default: false })
  isPrimary: boolean;

  /** As given; empty for the factory's default address. */
  @Column({ name: 'base_url', type: 'varchar', length: 255, default: '' })
  baseUrl: string;

  /** JSON of the credential's fields, sealed under the tenant's data key. */
  @Column({ type: 'bytea', select: false })
  sealed: Buffer;

  /** Null: never verified, as with self-deployed factories. */
  @Column({ type: 'jsonb', nullable: true })
  verification: StoredVerification | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
