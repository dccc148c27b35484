import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Files of a tenant that can be asked. */
@Entity('knowledge_bases')
@Index('knowledge_bases_tenant_idx', ['tenantId', 'createdAt', 'id'])
export class KnowledgeBase {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'knowledge_bases_pkey' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'knowledge_bases_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  @Column({ type: 'varchar', length: 32, nullable: true })
  emoji: string | null;

  /** A tenant model's id, or a name that the gateway resolves: an alias, `name@Factory`, a built-in model. */
  @Column({ name: 'embedding_model', type: 'varchar', length: 400 })
  embeddingModel: string;

  /** How many chunks an answer holds unless the question says. */
  @Column({ name: 'top_k', type: 'integer', default: 5 })
  topK: number;

  /** Counts the changes of the model: a chunk's vector counts while it is of this one. */
  @Column({ name: 'embedding_version', type: 'integer', default: 1 })
  embeddingVersion: number;

  /** Length of the vectors; null until the first one is known. */
  @Column({ type: 'integer', nullable: true })
  dimension: number | null;

  /** Counts the batches of vectors that were added. Whoever has seen those up to some number needs only the later ones. */
  @Column({ type: 'integer', default: 0 })
  revision: number;

  /** Counts the times that vectors went away. */
  @Column({ type: 'integer', default: 0 })
  removals: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @CreateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
