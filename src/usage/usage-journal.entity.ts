import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The books themselves: journals that were written for others are never read into these. */
@Entity('usage_ledgers')
export class UsageLedger {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'usage_ledgers_pkey' })
  id: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}

/** How far a process's journal has been read into the tables. */
@Entity('usage_journals')
@Index('usage_journals_open_idx', ['seenAt'], { where: 'closed_at IS NULL' })
export class UsageJournalRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'usage_journals_pkey' })
  id: string;

  /** The process that writes it, see `process-identity.ts`. */
  @Column({ type: 'varchar', length: 128 })
  owner: string;

  /** Bytes of it that the tables hold, written in the transaction of the rows. */
  @Column({ type: 'bigint', default: 0 })
  written: string;

  /** When its process was last known to live. */
  @Column({ name: 'seen_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  seenAt: Date;

  /** When nothing more was to come. */
  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt: Date | null;
}
