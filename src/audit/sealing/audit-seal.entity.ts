import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One link of the audit chain: that an event was there, and what it said. By months of the sealing, as events are. */
@Entity('audit_seals')
@Index('audit_seals_event_idx', ['eventId'])
export class AuditSeal {
  /** Without gaps, in the order of sealing. */
  @PrimaryColumn({ type: 'bigint' })
  number: string;

  /** Never before the seal before, nor before the event. */
  @PrimaryColumn({ name: 'sealed_at', type: 'timestamptz', precision: 3 })
  sealedAt: Date;

  @Column({ name: 'event_id', type: 'uuid' })
  eventId: string;

  @Column({ name: 'event_at', type: 'timestamptz', precision: 3 })
  eventAt: Date;

  /** Of the event, as it was recorded. */
  @Column({ type: 'bytea' })
  mac: Buffer;

  /** Of all this, and of the seal before. */
  @Column({ type: 'bytea' })
  chain: Buffer;
}
