import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A piece of a file's text, and what it means. */
@Entity('knowledge_chunks')
@Index('knowledge_chunks_base_idx', ['tenantId', 'baseId', 'embeddedVersion', 'embeddedRevision', 'id'])
@Index('knowledge_chunks_file_idx', ['fileId', 'position'])
// Over an expression, which TypeORM can't describe.
@Index('knowledge_chunks_text_idx', { synchronize: false })
export class KnowledgeChunk {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'knowledge_chunks_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'knowledge_chunks_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** Goes with the file, which goes with the base. */
  @Column({ name: 'base_id', type: 'uuid' })
  baseId: string;

  @Column({ name: 'file_id', type: 'uuid' })
  @ForeignKey('KnowledgeFile', { name: 'knowledge_chunks_file_fk', onDelete: 'CASCADE' })
  fileId: string;

  /** Its place in the file. */
  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text' })
  text: string;

  /** Of length 1, as 32-bit floats, little-endian; null while there is none. */
  @Column({ type: 'bytea', nullable: true })
  embedding: Buffer | null;

  /** The base's version of the model that made the vector; 0: none did. */
  @Column({ name: 'embedded_version', type: 'integer', default: 0 })
  embeddedVersion: number;

  /** The base's revision that added the vector. */
  @Column({ name: 'embedded_revision', type: 'integer', default: 0 })
  embeddedRevision: number;
}
