import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the chain of seals begins and ends: one row, signed. */
@Entity('audit_chain')
export class AuditChain {
  @PrimaryColumn({ type: 'smallint' })
  id: number;

  /** Of the newest seal. */
  @Column({ type: 'bigint' })
  number: string;

  @Column({ type: 'bytea' })
  chain: Buffer;

  @Column({ name: 'sealed_at', type: 'timestamptz', precision: 3 })
  sealedAt: Date;

  /** Of the last seal that retention dropped; 0 while none was. */
  @Column({ name: 'base_number', type: 'bigint' })
  baseNumber: string;

  @Column({ name: 'base_chain', type: 'bytea' })
  baseChain: Buffer;

  /** Events from before then are gone by retention. */
  @Column({ name: 'dropped_before', type: 'timestamptz', precision: 3, nullable: true })
  droppedBefore: Date | null;

  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt: Date;

  /** How many events were older than the chain, and taken into it as they were found. */
  @Column({ type: 'bigint' })
  adopted: string;

  /** Whether such events may still be waiting. */
  @Column({ name: 'is_adopting', type: 'boolean' })
  isAdopting: boolean;

  @Column({ type: 'bytea' })
  signature: Buffer;
}
