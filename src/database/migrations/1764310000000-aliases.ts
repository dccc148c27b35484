import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE model_aliases (
    id uuid CONSTRAINT model_aliases_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT model_aliases_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    name varchar(128) NOT NULL,
    strategy varchar(16) NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX model_aliases_name_idx ON model_aliases (tenant_id, name)`,
  `CREATE INDEX model_aliases_tenant_idx ON model_aliases (tenant_id, created_at, id)`,
  `CREATE TABLE model_alias_targets (
    tenant_id varchar(32) NOT NULL CONSTRAINT model_alias_targets_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    alias_id uuid NOT NULL CONSTRAINT model_alias_targets_alias_fk REFERENCES model_aliases (id) ON DELETE CASCADE,
    position integer NOT NULL,
    tenant_model_id uuid NOT NULL
      CONSTRAINT model_alias_targets_model_fk REFERENCES tenant_models (id) ON DELETE CASCADE,
    weight integer NOT NULL DEFAULT 1,
    CONSTRAINT model_alias_targets_pkey PRIMARY KEY (tenant_id, alias_id, position)
  )`,
  `CREATE UNIQUE INDEX model_alias_targets_alias_idx ON model_alias_targets (alias_id, tenant_model_id)`,
  `CREATE INDEX model_alias_targets_model_idx ON model_alias_targets (tenant_model_id)`,
];

const DOWN = [`DROP TABLE model_alias_targets`, `DROP TABLE model_aliases`];

/** Names of a tenant's own for one or several models. */
export class Aliases1764310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
