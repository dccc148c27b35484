import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One version of a key's secret. Two live ones are a rotation with overlap. */
@Entity('key_secrets')
@Index('key_secrets_key_idx', ['tenantId', 'keyId'])
export class KeySecret {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  tenantId: string;

  @Index('key_secrets_key_fk_idx')
  @Column({ name: 'key_id', type: 'uuid' })
  @ForeignKey('ApiKey', { name: 'key_secrets_key_fk', onDelete: 'CASCADE' })
  keyId: string;

  /** HMAC of the token: the only way to find it. */
  @Index('key_secrets_digest_idx', { unique: true })
  @Column({ type: 'bytea' })
  digest: Buffer;

  /** First and last characters, to recognise it by. */
  @Column({ type: 'varchar', length: 32 })
  masked: string;

  /** The token itself, sealed; kept only where the RAGFlow admin surface must show it again. */
  @Column({ type: 'bytea', nullable: true, select: false })
  sealed: Buffer | null;

  /** Publishable token for embedding; authenticates nowhere by itself. Only for keys of the RAGFlow surfaces. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  beta: string | null;

  /** Until when a former secret still works; null for the current one. */
  @Column({ name: 'valid_until', type: 'timestamptz', nullable: true })
  validUntil: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
