import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANT = (table: string): string =>
  `tenant_id varchar(32) NOT NULL CONSTRAINT ${table}_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE`;
const PIPELINE = (table: string): string =>
  `pipeline_id uuid NOT NULL CONSTRAINT ${table}_pipeline_fk REFERENCES pipelines (id) ON DELETE CASCADE`;

const UP = [
  `CREATE TABLE pipelines (
    id uuid CONSTRAINT pipelines_pkey PRIMARY KEY,
    ${TENANT('pipelines')},
    name varchar(255) NOT NULL,
    description text NOT NULL DEFAULT '',
    emoji varchar(32) NOT NULL DEFAULT '',
    is_default boolean NOT NULL DEFAULT false,
    config jsonb NOT NULL,
    extensions jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX pipelines_tenant_idx ON pipelines (tenant_id, created_at, id)`,
  `CREATE INDEX pipelines_name_idx ON pipelines (tenant_id, name)`,
  `CREATE UNIQUE INDEX pipelines_default_idx ON pipelines (tenant_id) WHERE is_default`,
  `CREATE TABLE pipeline_runs (
    id uuid CONSTRAINT pipeline_runs_pkey PRIMARY KEY,
    ${TENANT('pipeline_runs')},
    ${PIPELINE('pipeline_runs')},
    origin varchar(64) NOT NULL,
    session_type varchar(8) NOT NULL,
    session_id varchar(256) NOT NULL,
    status varchar(16) NOT NULL,
    model varchar(512),
    input_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    tool_calls jsonb NOT NULL DEFAULT '[]',
    error text,
    alive_until timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL,
    finished_at timestamptz(3)
  )`,
  `CREATE INDEX pipeline_runs_tenant_idx ON pipeline_runs (tenant_id, pipeline_id, created_at, id)`,
  `CREATE INDEX pipeline_runs_pipeline_idx ON pipeline_runs (pipeline_id)`,
  `CREATE INDEX pipeline_runs_age_idx ON pipeline_runs (created_at)`,
  `CREATE INDEX pipeline_runs_alive_idx ON pipeline_runs (alive_until) WHERE status = 'running'`,
  `CREATE TABLE pipeline_turns (
    ${TENANT('pipeline_turns')},
    ${PIPELINE('pipeline_turns')},
    origin varchar(64) NOT NULL,
    session_type varchar(8) NOT NULL,
    session_id varchar(256) NOT NULL,
    number integer NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    asked_at timestamptz(3) NOT NULL,
    answered_at timestamptz(3) NOT NULL,
    CONSTRAINT pipeline_turns_pkey PRIMARY KEY (tenant_id, pipeline_id, origin, session_type, session_id, number)
  )`,
  `CREATE INDEX pipeline_turns_pipeline_idx ON pipeline_turns (pipeline_id)`,
  `CREATE INDEX pipeline_turns_age_idx ON pipeline_turns (answered_at)`,
  `CREATE TABLE pipeline_rates (
    ${TENANT('pipeline_rates')},
    ${PIPELINE('pipeline_rates')},
    origin varchar(64) NOT NULL,
    session_type varchar(8) NOT NULL,
    session_id varchar(256) NOT NULL,
    used integer NOT NULL,
    window_ends timestamptz(3) NOT NULL,
    CONSTRAINT pipeline_rates_pkey PRIMARY KEY (tenant_id, pipeline_id, origin, session_type, session_id)
  )`,
  `CREATE INDEX pipeline_rates_pipeline_idx ON pipeline_rates (pipeline_id)`,
  `CREATE INDEX pipeline_rates_age_idx ON pipeline_rates (window_ends)`,
];

const DOWN = ['pipeline_rates', 'pipeline_turns', 'pipeline_runs', 'pipelines'].map((table) => `DROP TABLE ${table}`);

/** Pipelines, their runs, what was said in their sessions, and how much each session has asked. */
export class Pipelines1764410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
