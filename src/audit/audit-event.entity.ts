import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who changed what, written in the transaction of the change. Never holds a secret, and outlives what it names. */
@Entity('audit_events')
@Index('audit_events_tenant_idx', ['tenantId', 'at', 'id'])
@Index('audit_events_at_idx', ['at', 'id'])
@Index('audit_events_actor_idx', ['actor', 'at', 'id'])
@Index('audit_events_action_idx', ['action', 'at', 'id'])
@Index('audit_events_subject_idx', ['subject', 'at', 'id'])
@Index('audit_events_kind_idx', { synchronize: false })
export class AuditEvent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Null for what concerns the whole instance. */
  @Column({ name: 'tenant_id', type: 'varchar', length: 32, nullable: true })
  tenantId: string | null;

  /** By the clock of whoever recorded it; partitioned by its months. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  at: Date;

  /** `user:<id>`, `key:<id>` or `system`. */
  @Column({ type: 'varchar', length: 64 })
  actor: string;

  /** Past tense: `api-key.issued`. */
  @Column({ type: 'varchar', length: 64 })
  action: string;

  /** `api-key:<id>`. */
  @Column({ type: 'varchar', length: 160 })
  subject: string;

  /** What else is worth knowing. */
  @Column({ type: 'jsonb', default: {} })
  details: Record<string, unknown>;
}
