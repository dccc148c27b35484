import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `ALTER TABLE api_keys ADD COLUMN number integer NOT NULL GENERATED ALWAYS AS IDENTITY`,
  `CREATE UNIQUE INDEX api_keys_number_idx ON api_keys (tenant_id, number)`,

  `ALTER TABLE credentials ADD COLUMN langbot jsonb, ADD COLUMN shared_with_all boolean NOT NULL DEFAULT false`,
  `CREATE INDEX credentials_shared_idx ON credentials (factory) WHERE shared_with_all`,
  `CREATE TABLE credential_shares (
    tenant_id varchar(32) NOT NULL CONSTRAINT credential_shares_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    credential_id uuid NOT NULL
      CONSTRAINT credential_shares_credential_fk REFERENCES credentials (id) ON DELETE CASCADE,
    recipient_id varchar(32) NOT NULL
      CONSTRAINT credential_shares_recipient_fk REFERENCES tenants (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credential_shares_pkey PRIMARY KEY (tenant_id, credential_id, recipient_id)
  )`,
  `CREATE INDEX credential_shares_credential_idx ON credential_shares (credential_id)`,
  `CREATE INDEX credential_shares_recipient_idx ON credential_shares (recipient_id)`,

  `ALTER TABLE tenant_models ADD COLUMN langbot jsonb, ALTER COLUMN name TYPE varchar(255)`,
  `DROP INDEX tenant_models_credential_idx`,
  `CREATE UNIQUE INDEX tenant_models_credential_idx ON tenant_models (credential_id, name, type) WHERE langbot IS NULL`,
  `CREATE INDEX tenant_models_credential_fk_idx ON tenant_models (credential_id)`,

  `CREATE TABLE model_usage (
    tenant_id varchar(32) NOT NULL CONSTRAINT model_usage_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    tenant_model_id uuid NOT NULL
      CONSTRAINT model_usage_model_fk REFERENCES tenant_models (id) ON DELETE CASCADE,
    used_tokens bigint NOT NULL DEFAULT 0,
    CONSTRAINT model_usage_pkey PRIMARY KEY (tenant_id, tenant_model_id)
  )`,
  `CREATE INDEX model_usage_model_idx ON model_usage (tenant_model_id)`,
  `INSERT INTO model_usage (tenant_id, tenant_model_id, used_tokens)
    SELECT tenant_id, id, used_tokens FROM tenant_models WHERE used_tokens > 0`,
  `ALTER TABLE tenant_models DROP COLUMN used_tokens`,

  `CREATE TABLE instance_defaults (
    type varchar(16) CONSTRAINT instance_defaults_pkey PRIMARY KEY,
    model_name varchar(256) NOT NULL,
    tenant_model_id uuid CONSTRAINT instance_defaults_model_fk REFERENCES tenant_models (id) ON DELETE CASCADE,
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX instance_defaults_model_idx ON instance_defaults (tenant_model_id)`,
];

const DOWN = [
  `DROP TABLE instance_defaults`,
  `ALTER TABLE tenant_models ADD COLUMN used_tokens bigint NOT NULL DEFAULT 0`,
  `UPDATE tenant_models m SET used_tokens = u.used_tokens FROM model_usage u
    WHERE u.tenant_model_id = m.id AND u.tenant_id = m.tenant_id`,
  `DROP TABLE model_usage`,
  `DELETE FROM tenant_models WHERE langbot IS NOT NULL`,
  `DROP INDEX tenant_models_credential_fk_idx`,
  `DROP INDEX tenant_models_credential_idx`,
  `CREATE UNIQUE INDEX tenant_models_credential_idx ON tenant_models (credential_id, name, type)`,
  `ALTER TABLE tenant_models DROP COLUMN langbot, ALTER COLUMN name TYPE varchar(128)`,
  `DROP TABLE credential_shares`,
  `DROP INDEX credentials_shared_idx`,
  `ALTER TABLE credentials DROP COLUMN shared_with_all, DROP COLUMN langbot`,
  `DROP INDEX api_keys_number_idx`,
  `ALTER TABLE api_keys DROP COLUMN number`,
];

/** What LangBot's surface keeps besides, credentials shared between tenants, and usage booked to who caused it. */
export class LangBotAndSharing1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
