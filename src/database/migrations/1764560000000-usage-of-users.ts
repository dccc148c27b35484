import type { MigrationInterface, QueryRunner } from 'typeorm';

const SUMMED = [
  'requests',
  'failures',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'estimated',
  'cost_micros',
  'unpriced',
  'duration_ms',
];
const PLACES = Array.from({ length: 11 }, (_, index) => index + 1);

const UP = [
  `CREATE TABLE usage_daily_users (
    tenant_id varchar(32) NOT NULL,
    bucket timestamptz(3) NOT NULL,
    user_id varchar(32) NOT NULL,
    model varchar(400) NOT NULL,
    ${SUMMED.map((name) => `${name} bigint NOT NULL`).join(', ')},
    durations bigint[] NOT NULL,
    CONSTRAINT usage_daily_users_pkey PRIMARY KEY (tenant_id, bucket, user_id, model)
  ) PARTITION BY RANGE (bucket)`,
  `CREATE INDEX usage_daily_users_bucket_idx ON usage_daily_users USING brin (bucket) WITH (autosummarize = on)`,

  // The same years as those of the table that it is added up from.
  `DO $$
  DECLARE part record;
  BEGIN
    FOR part IN
      SELECT replace(c.relname, 'usage_daily', 'usage_daily_users') AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'usage_daily'::regclass
    LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF usage_daily_users %s', part.name, part.bound);
    END LOOP;
  END $$`,
  `INSERT INTO usage_daily_users (tenant_id, bucket, user_id, model, ${SUMMED.join(', ')}, durations)
    SELECT tenant_id, bucket, user_id, model, ${SUMMED.map((name) => `sum(${name})`).join(', ')},
      ARRAY[${PLACES.map((place) => `sum(durations[${place}])`).join(', ')}]
    FROM usage_daily GROUP BY tenant_id, bucket, user_id, model`,
];

/** Days of users, all their keys together: sums of a tenant with a million keys would else read a row of each, for every day. */
export class UsageOfUsers1764560000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE usage_daily_users');
  }
}
