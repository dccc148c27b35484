import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a task is about, in LangBot's words. */
export const TASK_KINDS = ['knowledge-operation', 'mcp-operation', 'plugin-operation'] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/** Work that goes on after its request was answered, for whoever wants to know how far it is. */
@Entity('tasks')
@Index('tasks_tenant_idx', ['tenantId', 'id'])
@Index('tasks_alive_idx', ['aliveUntil'], { where: 'NOT is_done' })
@Index('tasks_finished_idx', ['finishedAt'], { where: 'is_done' })
export class Task {
  /** LangBot's clients know tasks by number; the first one is 0. */
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'tasks_pkey',
  })
  id: number;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'tasks_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'varchar', length: 32 })
  kind: TaskKind;

  /** For programs: `knowledge-store-file`. */
  @Column({ type: 'varchar', length: 64 })
  name: string;

  /** For people. */
  @Column({ type: 'varchar', length: 512 })
  label: string;

  @Column({ name: 'current_action', type: 'varchar', length: 256, default: '' })
  currentAction: string;

  /** Lines, the oldest first. */
  @Column({ type: 'text', default: '' })
  log: string;

  @Column({ type: 'jsonb', default: {} })
  metadata: Record<string, unknown>;

  @Column({ name: 'is_done', type: 'boolean', default: false })
  isDone: boolean;

  /** What it failed with; null when it did not. */
  @Column({ type: 'text', nullable: true })
  exception: string | null;

  @Column({ type: 'jsonb', nullable: true })
  result: unknown;

  /** A task that is not done by then, and was not prolonged, has lost its process. */
  @Column({ name: 'alive_until', type: 'timestamptz', precision: 3 })
  aliveUntil: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
