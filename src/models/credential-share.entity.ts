import { CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const PKEY = 'credential_shares_pkey';

/** A tenant that may use another one's credential, without seeing it. */
@Entity('credential_shares')
export class CredentialShare {
  /** The owner. */
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'credential_shares_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('credential_shares_credential_idx')
  @PrimaryColumn({ name: 'credential_id', type: 'uuid', primaryKeyConstraintName: PKEY })
  @ForeignKey('Credential', { name: 'credential_shares_credential_fk', onDelete: 'CASCADE' })
  credentialId: string;

  @Index('credential_shares_recipient_idx')
  @PrimaryColumn({ name: 'recipient_id', type: 'varchar', length: 32, primaryKeyConstraintName: PKEY })
  @ForeignKey('Tenant', { name: 'credential_shares_recipient_fk', onDelete: 'CASCADE' })
  recipientId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
