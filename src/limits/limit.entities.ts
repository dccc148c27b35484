import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** What is counted. Money is in millionths of a US dollar; `parallel` are requests that are being answered. */
export const METER_UNITS = ['requests', 'tokens', 'money', 'parallel'] as const;
export type MeterUnit = (typeof METER_UNITS)[number];

/** When a meter begins anew, in UTC; `none` for what is given back. */
export const METER_PERIODS = ['none', 'minute', 'hour', 'day', 'week', 'month'] as const;
export type MeterPeriod = (typeof METER_PERIODS)[number];

/** What is done with requests whose cost can't be known, or while it can't be asked what has been spent. */
export type UnknownSpend = 'deny' | 'allow';

/** Bounds for a tenant, one of its keys, or a key's use of one model. */
@Entity('limits')
@Index('limits_tenant_idx', ['tenantId', 'createdAt', 'id'])
@Index('limits_key_idx', ['keyId'])
@Index('limits_updated_idx', ['updatedAt'])
@Index('limits_subject_idx', { synchronize: false })
export class Limit {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'limits_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** Null: all of the tenant's requests together. */
  @Column({ name: 'key_id', type: 'uuid', nullable: true })
  @ForeignKey('ApiKey', { name: 'limits_key_fk', onDelete: 'CASCADE' })
  keyId: string | null;

  /** `name` or `name@Factory`; null for all models together. */
  @Column({ type: 'varchar', length: 400, nullable: true })
  model: string | null;

  @Column({ name: 'unknown_spend', type: 'varchar', length: 8, default: 'deny' })
  unknownSpend: UnknownSpend;

  /** Who is told when a budget is used up to one of its shares; null for nobody. */
  @Column({ name: 'alert_url', type: 'varchar', length: 2048, nullable: true })
  alertUrl: string | null;

  /** Sealed: what alerts are signed with. */
  @Column({ name: 'alert_secret', type: 'bytea', nullable: true })
  alertSecret: Buffer | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}

/** One thing that a limit counts. */
@Entity('limit_meters')
@Index('limit_meters_limit_idx', ['limitId', 'unit', 'period'], { unique: true })
@Index('limit_meters_tenant_idx', ['tenantId'])
@Index('limit_meters_alerts_idx', { synchronize: false })
export class LimitMeter {
  /** Kept while unit and period stay, whatever the amount: what was spent hangs on it. */
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'limit_meters_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  @Column({ name: 'limit_id', type: 'uuid' })
  @ForeignKey('Limit', { name: 'limit_meters_limit_fk', onDelete: 'CASCADE' })
  limitId: string;

  @Column({ type: 'varchar', length: 16 })
  unit: MeterUnit;

  @Column({ type: 'varchar', length: 8 })
  period: MeterPeriod;

  @Column({ type: 'bigint' })
  amount: string;

  /** Shares of the amount, in percent, at which somebody is told. */
  @Column({ name: 'alert_at_percent', type: 'integer', array: true, default: [] })
  alertAtPercent: number[];

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
