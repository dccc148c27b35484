import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // Of a tenant's id, or '*' for what concerns every tenant.
  `CREATE TABLE model_versions (
    scope varchar(32) CONSTRAINT model_versions_pkey PRIMARY KEY,
    version bigint NOT NULL
  )`,
  `ALTER TABLE tenant_models ADD COLUMN timeouts jsonb`,
];

const DOWN = [`ALTER TABLE tenant_models DROP COLUMN timeouts`, `DROP TABLE model_versions`];

/** What the data plane needs of models: when its picture of them is void, and how long to wait for each. */
export class ModelRoutes1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
