import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type StoredFileKind = 'document' | 'image';

/** A file that somebody uploaded, until it is put to use or forgotten. */
@Entity('stored_files')
@Index('stored_files_key_idx', ['tenantId', 'kind', 'key'], { unique: true })
export class StoredFile {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'stored_files_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'stored_files_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'varchar', length: 16 })
  kind: StoredFileKind;

  /** What clients call it: the name it came with, and something random. */
  @Column({ type: 'varchar', length: 300 })
  key: string;

  /** By its content, where that tells. */
  @Column({ name: 'media_type', type: 'varchar', length: 128 })
  mediaType: string;

  /** In bytes. */
  @Column({ type: 'integer' })
  size: number;

  @Column({ type: 'bytea', select: false })
  content: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Index('stored_files_expiry_idx')
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
