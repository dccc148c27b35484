import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/**
 * Through which door a credential came. RAGFlow's surface has one for each address of a factory, since its users run
 * one server a model under factories such as VLLM; it never touches those of the other doors.
 */
export type CredentialSource = 'ragflow' | 'own' | 'langbot';

/** A verdict on a credential as it was reached when the provider was last asked. */
export interface StoredVerification {
  verdict: string;
  checked_at: string;
  results: unknown[];
}

/** What LangBot's clients gave a provider besides, in their words. */
export interface LangBotProvider {
  /** LangBot's name of the kind of provider. */
  requester: string;
  /** Made for a model that brought its own keys, as the first generation's do; it goes with the last of its models. */
  isImplied: boolean;
}

/** A tenant's access to a factory: RAGFlow's factory entry, LangBot's provider. */
@Entity('credentials')
@Index('credentials_tenant_idx', ['tenantId', 'factory'])
@Index('credentials_shared_idx', ['factory'], { where: 'shared_with_all' })
@Index('credentials_ragflow_idx', ['tenantId', 'factory', 'baseUrl'], {
  unique: true,
  where: `((source)::text = 'ragflow'::text)`,
})
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

  @Column({ type: 'varchar', length: 16 })
  source: CredentialSource;

  /** As given; empty for the factory's default address. */
  @Column({ name: 'base_url', type: 'varchar', length: 255, default: '' })
  baseUrl: string;

  /** JSON of the credential's fields, sealed under the tenant's data key. */
  @Column({ type: 'bytea', select: false })
  sealed: Buffer;

  /** Null: never verified, as with self-deployed factories. */
  @Column({ type: 'jsonb', nullable: true })
  verification: StoredVerification | null;

  /** Null for credentials of the other surfaces. */
  @Column({ type: 'jsonb', nullable: true })
  langbot: LangBotProvider | null;

  /** Every tenant of the instance may use it; only an instance administrator can say so. */
  @Column({ name: 'shared_with_all', type: 'boolean', default: false })
  sharedWithAll: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
