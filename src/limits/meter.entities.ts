import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const WINDOWS = 'meter_windows_pkey';
const LEASES = 'meter_leases_pkey';

/** How much of a meter's amount has been handed out in one window of time: what is spent, and what processes hold. */
@Entity('meter_windows')
@Index('meter_windows_tenant_idx', ['tenantId'])
@Index('meter_windows_start_idx', ['windowStart'])
export class MeterWindow {
  @PrimaryColumn({ name: 'meter_id', type: 'uuid', primaryKeyConstraintName: WINDOWS })
  @ForeignKey('LimitMeter', { name: 'meter_windows_meter_fk', onDelete: 'CASCADE' })
  meterId: string;

  @PrimaryColumn({ name: 'window_start', type: 'timestamptz', precision: 3, primaryKeyConstraintName: WINDOWS })
  windowStart: Date;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'meter_windows_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'bigint' })
  granted: string;

  /** How much the last statement was given, for it to read back. */
  @Column({ name: 'last_grant', type: 'bigint' })
  lastGrant: string;

  /** The highest alert that was sent. */
  @Column({ name: 'alerted_percent', type: 'integer', default: 0 })
  alertedPercent: number;
}

/** What one process holds of a window. Of what it was granted, part is spent, part reserved, and the rest is its to give. */
@Entity('meter_leases')
@ForeignKey('MeterWindow', ['meterId', 'windowStart'], ['meterId', 'windowStart'], {
  name: 'meter_leases_window_fk',
  onDelete: 'CASCADE',
})
@Index('meter_leases_tenant_idx', ['tenantId'])
@Index('meter_leases_journal_idx', ['journalId'])
@Index('meter_leases_changed_idx', ['changedAt'])
export class MeterLease {
  @PrimaryColumn({ name: 'meter_id', type: 'uuid', primaryKeyConstraintName: LEASES })
  meterId: string;

  @PrimaryColumn({ name: 'window_start', type: 'timestamptz', precision: 3, primaryKeyConstraintName: LEASES })
  windowStart: Date;

  /** The process, by its journal. */
  @PrimaryColumn({ name: 'journal_id', type: 'uuid', primaryKeyConstraintName: LEASES })
  journalId: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'meter_leases_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ type: 'bigint', default: 0 })
  granted: string;

  /** By requests that have not ended, as far as the journal has been read. */
  @Column({ type: 'bigint', default: 0 })
  reserved: string;

  @Column({ type: 'bigint', default: 0 })
  spent: string;

  /** Reserved by requests whose end nobody knows, since their process died: taken to be spent. */
  @Column({ type: 'bigint', default: 0 })
  lost: string;

  /** To the minute, see `LEASE_CHANGED`. */
  @Column({ name: 'changed_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  changedAt: Date;
}
