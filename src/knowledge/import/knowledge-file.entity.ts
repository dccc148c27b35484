import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type KnowledgeFileStatus = 'pending' | 'processing' | 'completed' | 'failed';

/** A file of a knowledge base, and the job of importing it: they begin and end together. */
@Entity('knowledge_files')
@Index('knowledge_files_tenant_idx', ['tenantId', 'baseId', 'createdAt', 'id'])
export class KnowledgeFile {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'knowledge_files_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'knowledge_files_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Index('knowledge_files_base_idx')
  @Column({ name: 'base_id', type: 'uuid' })
  @ForeignKey('KnowledgeBase', { name: 'knowledge_files_base_fk', onDelete: 'CASCADE' })
  baseId: string;

  /** The upload that it came from; the members of one archive share it. */
  @Column({ name: 'source_key', type: 'varchar', length: 300 })
  sourceKey: string;

  @Column({ name: 'file_name', type: 'varchar', length: 300 })
  fileName: string;

  /** Without its dot; empty when there is none. */
  @Column({ type: 'varchar', length: 16 })
  extension: string;

  /** In bytes. */
  @Column({ type: 'integer' })
  size: number;

  @Column({ type: 'varchar', length: 16, default: 'pending' })
  status: KnowledgeFileStatus;

  /** Why it failed; null when it did not. */
  @Column({ type: 'text', nullable: true })
  error: string | null;

  /** Its chunks are stored; what may lack is their vectors. */
  @Column({ name: 'is_parsed', type: 'boolean', default: false })
  isParsed: boolean;

  /** The task that tells how far it is, or was. */
  @Column({ name: 'task_id', type: 'integer' })
  taskId: number;

  /** On whose account the model is called. */
  @Column({ name: 'user_id', type: 'varchar', length: 32 })
  userId: string;

  @Column({ name: 'key_id', type: 'uuid', nullable: true })
  keyId: string | null;

  /** Since when there is work to do on it; null when there is none. */
  @Index('knowledge_files_queue_idx', { where: '(queued_at IS NOT NULL)' })
  @Column({ name: 'queued_at', type: 'timestamptz', precision: 3, nullable: true })
  queuedAt: Date | null;

  /** How often somebody began to work on it. */
  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** Who works on it; another one's writes are void. */
  @Column({ name: 'lease_token', type: 'uuid', nullable: true })
  leaseToken: string | null;

  /** Who has not prolonged it by then has lost it. */
  @Column({ name: 'lease_until', type: 'timestamptz', precision: 3, nullable: true })
  leaseUntil: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
