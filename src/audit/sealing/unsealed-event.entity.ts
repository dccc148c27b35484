import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event that waits to be sealed; written with it, and gone when it is. */
@Entity('audit_unsealed')
export class UnsealedEvent {
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  at: Date;

  @PrimaryColumn({ name: 'event_id', type: 'uuid' })
  eventId: string;

  /** Of the event, by whoever recorded it; null for what is older than the chain. */
  @Column({ type: 'bytea', nullable: true })
  mac: Buffer | null;
}
