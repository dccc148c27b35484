import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE keyring (
    purpose varchar(64) NOT NULL,
    version integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (purpose, version)
  )`,

  `CREATE TABLE users (
    id varchar(32) PRIMARY KEY,
    email varchar(255) NOT NULL,
    email_key varchar(255) NOT NULL,
    password_hash text NOT NULL,
    nickname varchar(100) NOT NULL DEFAULT '',
    is_active boolean NOT NULL DEFAULT true,
    is_instance_admin boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    session_epoch integer NOT NULL DEFAULT 1,
    last_login_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX users_email_key_idx ON users (email_key)`,

  `CREATE TABLE tenants (
    id varchar(32) PRIMARY KEY,
    name varchar(160) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,

  `CREATE TABLE memberships (
    tenant_id varchar(32) NOT NULL CONSTRAINT memberships_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    user_id varchar(32) NOT NULL CONSTRAINT memberships_user_fk REFERENCES users (id) ON DELETE CASCADE,
    role varchar(16) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, user_id)
  )`,
  `CREATE INDEX memberships_user_idx ON memberships (user_id)`,

  `CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id varchar(32) NOT NULL CONSTRAINT sessions_user_fk REFERENCES users (id) ON DELETE CASCADE,
    channel varchar(16) NOT NULL,
    epoch integer NOT NULL,
    address varchar(64) NOT NULL,
    user_agent varchar(255) NOT NULL DEFAULT '',
    expires_at timestamptz NOT NULL,
    refresh_digest bytea,
    former_digest bytea,
    refreshed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX sessions_user_idx ON sessions (user_id)`,

  `CREATE TABLE setup_tokens (
    digest bytea PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,

  `CREATE TABLE login_attempts (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  )`,

  `CREATE TABLE audit_events (
    id uuid PRIMARY KEY,
    tenant_id varchar(32),
    at timestamptz NOT NULL,
    actor varchar(64) NOT NULL,
    action varchar(64) NOT NULL,
    subject varchar(160) NOT NULL,
    details jsonb NOT NULL DEFAULT '{}'
  )`,
  `CREATE INDEX audit_events_tenant_idx ON audit_events (tenant_id, at)`,

  `CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT api_keys_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    user_id varchar(32) NOT NULL CONSTRAINT api_keys_user_fk REFERENCES users (id) ON DELETE CASCADE,
    source varchar(16) NOT NULL,
    name varchar(255) NOT NULL,
    description varchar(512) NOT NULL DEFAULT '',
    scopes text[] NOT NULL,
    allowed_models text[],
    allowed_addresses text[],
    expires_at timestamptz,
    paused boolean NOT NULL DEFAULT false,
    last_used_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX api_keys_tenant_idx ON api_keys (tenant_id, created_at, id)`,
  `CREATE INDEX api_keys_user_idx ON api_keys (user_id)`,

  `CREATE TABLE key_secrets (
    id uuid PRIMARY KEY,
    tenant_id varchar(32) NOT NULL,
    key_id uuid NOT NULL CONSTRAINT key_secrets_key_fk REFERENCES api_keys (id) ON DELETE CASCADE,
    digest bytea NOT NULL,
    masked varchar(32) NOT NULL,
    sealed bytea,
    beta varchar(32),
    valid_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX key_secrets_digest_idx ON key_secrets (digest)`,
  `CREATE INDEX key_secrets_key_idx ON key_secrets (tenant_id, key_id)`,
  `CREATE INDEX key_secrets_key_fk_idx ON key_secrets (key_id)`,

  `CREATE TABLE credentials (
    id uuid PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT credentials_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    factory varchar(128) NOT NULL,
    label varchar(255) NOT NULL,
    source varchar(16) NOT NULL,
    base_url varchar(255) NOT NULL DEFAULT '',
    sealed bytea NOT NULL,
    verification jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX credentials_tenant_idx ON credentials (tenant_id, factory)`,
  `CREATE UNIQUE INDEX credentials_ragflow_idx ON credentials (tenant_id, factory, base_url) WHERE source = 'ragflow'`,

  `CREATE TABLE tenant_models (
    id uuid PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT tenant_models_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    credential_id uuid NOT NULL
      CONSTRAINT tenant_models_credential_fk REFERENCES credentials (id) ON DELETE CASCADE,
    name varchar(128) NOT NULL,
    upstream_model varchar(255) NOT NULL,
    type varchar(16) NOT NULL,
    max_tokens integer,
    used_tokens bigint NOT NULL DEFAULT 0,
    is_enabled boolean NOT NULL DEFAULT true,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX tenant_models_tenant_idx ON tenant_models (tenant_id, name, type)`,
  `CREATE UNIQUE INDEX tenant_models_credential_idx ON tenant_models (credential_id, name, type)`,

  `CREATE TABLE default_models (
    tenant_id varchar(32) NOT NULL CONSTRAINT default_models_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    type varchar(16) NOT NULL,
    model_name varchar(256) NOT NULL,
    tenant_model_id uuid CONSTRAINT default_models_model_fk REFERENCES tenant_models (id) ON DELETE CASCADE,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT default_models_pkey PRIMARY KEY (tenant_id, type)
  )`,
  `CREATE INDEX default_models_model_idx ON default_models (tenant_model_id)`,

  `CREATE TABLE instance_variables (
    name varchar(128) PRIMARY KEY,
    value text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
];

const NAMES = [
  'instance_variables',
  'default_models',
  'tenant_models',
  'credentials',
  'key_secrets',
  'api_keys',
  'audit_events',
  'login_attempts',
  'setup_tokens',
  'sessions',
  'memberships',
  'tenants',
  'users',
  'keyring',
];

/** The tables that everything else stands on. */
export class InitialSchema1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of NAMES) await runner.query(`DROP TABLE ${name}`);
  }
}
