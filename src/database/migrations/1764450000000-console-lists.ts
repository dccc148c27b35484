import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE INDEX api_keys_tenant_name_idx ON api_keys (tenant_id, lower(name), id)`,
  `CREATE INDEX api_keys_tenant_used_idx
    ON api_keys (tenant_id, coalesce(last_used_at, '-infinity'::timestamptz), id)`,
  `CREATE INDEX api_keys_created_idx ON api_keys (created_at, id)`,
  `CREATE INDEX api_keys_name_idx ON api_keys (lower(name), id)`,
  `CREATE INDEX api_keys_used_idx ON api_keys (coalesce(last_used_at, '-infinity'::timestamptz), id)`,
  `CREATE INDEX api_keys_paused_idx ON api_keys (tenant_id, created_at, id) WHERE paused`,
  `DROP INDEX api_keys_user_idx`,
  `CREATE INDEX api_keys_user_idx ON api_keys (user_id, created_at, id)`,

  `ALTER TABLE users ADD COLUMN language varchar(8)`,
  `CREATE INDEX users_created_idx ON users (created_at, id)`,
  `CREATE INDEX tenants_created_idx ON tenants (created_at, id)`,

  `DROP INDEX audit_events_tenant_idx`,
  `CREATE INDEX audit_events_tenant_idx ON audit_events (tenant_id, at, id)`,
  `CREATE INDEX audit_events_at_idx ON audit_events (at, id)`,
  `CREATE INDEX audit_events_actor_idx ON audit_events (actor, at, id)`,
  `CREATE INDEX audit_events_action_idx ON audit_events (action, at, id)`,
  `CREATE INDEX audit_events_subject_idx ON audit_events (subject, at, id)`,
  `CREATE INDEX audit_events_kind_idx ON audit_events (split_part(subject, ':', 1), at, id)`,

  // Search works without them, in steps: a server may lack the extension, or its role the right to add it.
  `DO $$
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX api_keys_search_idx ON api_keys USING gin (name gin_trgm_ops, description gin_trgm_ops);
    CREATE INDEX users_search_idx ON users USING gin (email gin_trgm_ops, nickname gin_trgm_ops);
    CREATE INDEX tenants_search_idx ON tenants USING gin (name gin_trgm_ops);
  EXCEPTION
    WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
      RAISE NOTICE 'pg_trgm is not available: %', SQLERRM;
  END $$`,
];

const DOWN = [
  `DROP INDEX IF EXISTS tenants_search_idx`,
  `DROP INDEX IF EXISTS users_search_idx`,
  `DROP INDEX IF EXISTS api_keys_search_idx`,
  `DROP INDEX audit_events_kind_idx`,
  `DROP INDEX audit_events_subject_idx`,
  `DROP INDEX audit_events_action_idx`,
  `DROP INDEX audit_events_actor_idx`,
  `DROP INDEX audit_events_at_idx`,
  `DROP INDEX audit_events_tenant_idx`,
  `CREATE INDEX audit_events_tenant_idx ON audit_events (tenant_id, at)`,
  `DROP INDEX tenants_created_idx`,
  `DROP INDEX users_created_idx`,
  `ALTER TABLE users DROP COLUMN language`,
  `DROP INDEX api_keys_user_idx`,
  `CREATE INDEX api_keys_user_idx ON api_keys (user_id)`,
  `DROP INDEX api_keys_paused_idx`,
  `DROP INDEX api_keys_used_idx`,
  `DROP INDEX api_keys_name_idx`,
  `DROP INDEX api_keys_created_idx`,
  `DROP INDEX api_keys_tenant_used_idx`,
  `DROP INDEX api_keys_tenant_name_idx`,
];

/** Whatever the console lists can be sorted, filtered and searched by an index. */
export class ConsoleLists1764450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
