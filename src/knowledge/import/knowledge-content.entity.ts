import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The bytes of a file that is not parsed yet. */
@Entity('knowledge_contents')
export class KnowledgeContent {
  @PrimaryColumn({ name: 'file_id', type: 'uuid', primaryKeyConstraintName: 'knowledge_contents_pkey' })
  @ForeignKey('KnowledgeFile', { name: 'knowledge_contents_file_fk', onDelete: 'CASCADE' })
  fileId: string;

  @Index('knowledge_contents_tenant_idx')
  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'knowledge_contents_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** In bytes. */
  @Column({ type: 'integer' })
  size: number;

  @Column({ type: 'bytea' })
  content: Buffer;
}
