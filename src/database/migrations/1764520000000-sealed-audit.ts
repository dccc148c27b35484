import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = 'id, tenant_id, at, actor, action, subject, details';

const INDEXES = [
  `CREATE INDEX audit_events_tenant_idx ON audit_events (tenant_id, at, id)`,
  `CREATE INDEX audit_events_at_idx ON audit_events (at, id)`,
  `CREATE INDEX audit_events_actor_idx ON audit_events (actor, at, id)`,
  `CREATE INDEX audit_events_action_idx ON audit_events (action, at, id)`,
  `CREATE INDEX audit_events_subject_idx ON audit_events (subject, at, id)`,
  `CREATE INDEX audit_events_kind_idx ON audit_events (split_part(subject, ':', 1), at, id)`,
];

/** Out of the way of the table that takes its place, and quick to copy. */
const SET_ASIDE = [
  `DROP INDEX audit_events_kind_idx, audit_events_subject_idx, audit_events_action_idx, audit_events_actor_idx,
    audit_events_at_idx, audit_events_tenant_idx`,
  `ALTER TABLE audit_events DROP CONSTRAINT audit_events_pkey`,
  `ALTER TABLE audit_events RENAME TO former_audit_events`,
];

/** One for each month in UTC, from the oldest event's until three after this one; the server makes those that follow. */
const PARTITIONS = `DO $$
  DECLARE
    here timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    month timestamp;
    bounds text;
  BEGIN
    FOR month IN SELECT generate_series(
      least(here, (SELECT date_trunc('month', min(at) AT TIME ZONE 'UTC') FROM former_audit_events)),
      greatest(here, (SELECT date_trunc('month', max(at) AT TIME ZONE 'UTC') FROM former_audit_events))
        + interval '3 months',
      interval '1 month')
    LOOP
      bounds := format('FOR VALUES FROM (%L) TO (%L)',
        month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TABLE audit_events_%s PARTITION OF audit_events %s', to_char(month, 'YYYY_MM'), bounds);
      CONTINUE WHEN month < here;
      EXECUTE format('CREATE TABLE audit_seals_%s PARTITION OF audit_seals %s', to_char(month, 'YYYY_MM'), bounds);
    END LOOP;
  END $$`;

const UP = [
  ...SET_ASIDE,
  `CREATE TABLE audit_events (
    id uuid NOT NULL,
    tenant_id varchar(32),
    at timestamptz(3) NOT NULL,
    actor varchar(64) NOT NULL,
    action varchar(64) NOT NULL,
    subject varchar(160) NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
  ) PARTITION BY RANGE (at)`,
  `CREATE TABLE audit_seals (
    number bigint NOT NULL,
    sealed_at timestamptz(3) NOT NULL,
    event_id uuid NOT NULL,
    event_at timestamptz(3) NOT NULL,
    mac bytea NOT NULL,
    chain bytea NOT NULL,
    PRIMARY KEY (number, sealed_at)
  ) PARTITION BY RANGE (sealed_at)`,
  `CREATE TABLE audit_unsealed (
    at timestamptz(3) NOT NULL,
    event_id uuid NOT NULL,
    mac bytea,
    PRIMARY KEY (at, event_id)
  )`,
  `CREATE TABLE audit_chain (
    id smallint PRIMARY KEY,
    number bigint NOT NULL,
    chain bytea NOT NULL,
    sealed_at timestamptz(3) NOT NULL,
    base_number bigint NOT NULL,
    base_chain bytea NOT NULL,
    dropped_before timestamptz(3),
    began_at timestamptz(3) NOT NULL,
    adopted bigint NOT NULL,
    is_adopting boolean NOT NULL,
    signature bytea NOT NULL
  )`,
  PARTITIONS,
  `INSERT INTO audit_events (${COLUMNS}) SELECT ${COLUMNS} FROM former_audit_events`,
  `INSERT INTO audit_unsealed (at, event_id) SELECT at, id FROM audit_events`,
  `DROP TABLE former_audit_events`,
  ...INDEXES,
  `CREATE INDEX audit_seals_event_idx ON audit_seals (event_id)`,
];

const DOWN = [
  `DROP TABLE audit_chain`,
  `DROP TABLE audit_unsealed`,
  `DROP TABLE audit_seals`,
  ...SET_ASIDE,
  `CREATE TABLE audit_events (
    id uuid PRIMARY KEY,
    tenant_id varchar(32),
    at timestamptz NOT NULL,
    actor varchar(64) NOT NULL,
    action varchar(64) NOT NULL,
    subject varchar(160) NOT NULL,
    details jsonb NOT NULL DEFAULT '{}'
  )`,
  `INSERT INTO audit_events (${COLUMNS}) SELECT ${COLUMNS} FROM former_audit_events`,
  `DROP TABLE former_audit_events`,
  ...INDEXES,
];

/** The audit trail by months, and the chain over it; what was recorded before waits to be adopted into the chain. */
export class SealedAudit1764520000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
