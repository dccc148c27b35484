import type { MigrationInterface, QueryRunner } from 'typeorm';

const TOTALS = `
    requests bigint NOT NULL,
    failures bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    estimated bigint NOT NULL,
    cost_micros bigint NOT NULL,
    unpriced bigint NOT NULL,
    duration_ms bigint NOT NULL,
    durations bigint[] NOT NULL`;

const UP = [
  `CREATE TABLE usage_ledgers (
    id uuid CONSTRAINT usage_ledgers_pkey PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `INSERT INTO usage_ledgers (id) VALUES (gen_random_uuid())`,
  `CREATE TABLE usage_journals (
    id uuid CONSTRAINT usage_journals_pkey PRIMARY KEY,
    owner varchar(128) NOT NULL,
    written bigint NOT NULL DEFAULT 0,
    seen_at timestamptz(3) NOT NULL DEFAULT now(),
    closed_at timestamptz(3)
  )`,
  `CREATE INDEX usage_journals_open_idx ON usage_journals (seen_at) WHERE closed_at IS NULL`,

  // Of requests that outlive what they name: no references, so that no lock of a user or a key holds up the books.
  `CREATE TABLE usage_events (
    tenant_id varchar(32) NOT NULL,
    at timestamptz(3) NOT NULL,
    id varchar(64) NOT NULL,
    user_id varchar(32) NOT NULL,
    key_id uuid,
    endpoint varchar(32) NOT NULL,
    requested_model varchar(400) NOT NULL,
    tenant_model_id uuid,
    model varchar(400),
    status smallint NOT NULL,
    is_stream boolean NOT NULL,
    attempts smallint NOT NULL,
    duration_ms integer NOT NULL,
    first_byte_ms integer,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    is_estimated boolean NOT NULL,
    cost_micros bigint,
    CONSTRAINT usage_events_pkey PRIMARY KEY (tenant_id, at, id)
  ) PARTITION BY RANGE (at)`,
  `CREATE INDEX usage_events_key_idx ON usage_events (tenant_id, key_id, at, id)`,
  `CREATE INDEX usage_events_user_idx ON usage_events (tenant_id, user_id, at, id)`,
  ...['hourly', 'daily'].flatMap((period) => [
    `CREATE TABLE usage_${period} (
    tenant_id varchar(32) NOT NULL,
    bucket timestamptz(3) NOT NULL,
    key_id uuid NOT NULL,
    user_id varchar(32) NOT NULL,
    model varchar(400) NOT NULL,${TOTALS},
    CONSTRAINT usage_${period}_pkey PRIMARY KEY (tenant_id, bucket, key_id, user_id, model)
  ) PARTITION BY RANGE (bucket)`,
    `CREATE INDEX usage_${period}_key_idx ON usage_${period} (tenant_id, key_id, bucket)`,
  ]),

  `ALTER TABLE tenant_models ADD COLUMN price jsonb`,
  `ALTER TABLE tenants ADD COLUMN limits_version integer NOT NULL DEFAULT 1`,
  `ALTER TABLE api_keys ADD COLUMN limits_version integer NOT NULL DEFAULT 1`,

  `CREATE TABLE limits (
    id uuid CONSTRAINT limits_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT limits_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    key_id uuid CONSTRAINT limits_key_fk REFERENCES api_keys (id) ON DELETE CASCADE,
    model varchar(400),
    unknown_spend varchar(8) NOT NULL DEFAULT 'deny',
    alert_url varchar(2048),
    alert_secret bytea,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX limits_subject_idx ON limits (tenant_id, key_id, model) NULLS NOT DISTINCT`,
  `CREATE INDEX limits_tenant_idx ON limits (tenant_id, created_at, id)`,
  `CREATE INDEX limits_key_idx ON limits (key_id)`,
  `CREATE TABLE limit_meters (
    id uuid CONSTRAINT limit_meters_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT limit_meters_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    limit_id uuid NOT NULL CONSTRAINT limit_meters_limit_fk REFERENCES limits (id) ON DELETE CASCADE,
    unit varchar(16) NOT NULL,
    period varchar(8) NOT NULL,
    amount bigint NOT NULL,
    alert_at_percent integer[] NOT NULL DEFAULT '{}',
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX limit_meters_limit_idx ON limit_meters (limit_id, unit, period)`,
  `CREATE INDEX limit_meters_tenant_idx ON limit_meters (tenant_id)`,
  `CREATE INDEX limit_meters_alerts_idx ON limit_meters (limit_id) WHERE alert_at_percent <> '{}'`,
  `CREATE TABLE meter_windows (
    tenant_id varchar(32) NOT NULL CONSTRAINT meter_windows_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    meter_id uuid NOT NULL CONSTRAINT meter_windows_meter_fk REFERENCES limit_meters (id) ON DELETE CASCADE,
    window_start timestamptz(3) NOT NULL,
    granted bigint NOT NULL,
    last_grant bigint NOT NULL,
    alerted_percent integer NOT NULL DEFAULT 0,
    CONSTRAINT meter_windows_pkey PRIMARY KEY (meter_id, window_start)
  )`,
  `CREATE INDEX meter_windows_tenant_idx ON meter_windows (tenant_id)`,
  `CREATE INDEX meter_windows_start_idx ON meter_windows (window_start)`,
  `CREATE TABLE meter_leases (
    tenant_id varchar(32) NOT NULL CONSTRAINT meter_leases_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    meter_id uuid NOT NULL,
    window_start timestamptz(3) NOT NULL,
    journal_id uuid NOT NULL,
    granted bigint NOT NULL DEFAULT 0,
    reserved bigint NOT NULL DEFAULT 0,
    spent bigint NOT NULL DEFAULT 0,
    lost bigint NOT NULL DEFAULT 0,
    CONSTRAINT meter_leases_pkey PRIMARY KEY (meter_id, window_start, journal_id),
    CONSTRAINT meter_leases_window_fk FOREIGN KEY (meter_id, window_start)
      REFERENCES meter_windows (meter_id, window_start) ON DELETE CASCADE
  )`,
  `CREATE INDEX meter_leases_tenant_idx ON meter_leases (tenant_id)`,
  `CREATE INDEX meter_leases_journal_idx ON meter_leases (journal_id)`,
];

const DOWN = [
  `DROP TABLE meter_leases`,
  `DROP TABLE meter_windows`,
  `DROP TABLE limit_meters`,
  `DROP TABLE limits`,
  `ALTER TABLE api_keys DROP COLUMN limits_version`,
  `ALTER TABLE tenants DROP COLUMN limits_version`,
  `ALTER TABLE tenant_models DROP COLUMN price`,
  `DROP TABLE usage_daily`,
  `DROP TABLE usage_hourly`,
  `DROP TABLE usage_events`,
  `DROP TABLE usage_journals`,
  `DROP TABLE usage_ledgers`,
];

/** What was used and what it cost, in partitions by time; limits, and what processes hold of them. */
export class Ledger1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
