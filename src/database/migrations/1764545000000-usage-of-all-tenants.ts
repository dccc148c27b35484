import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums over all tenants are found by their time; an index that never looks better than a tenant's own, and costs writers nothing. */
export class UsageOfAllTenants1764545000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX usage_hourly_bucket_idx ON usage_hourly USING brin (bucket) WITH (autosummarize = on)`,
    );
    await runner.query(
      `CREATE INDEX usage_daily_bucket_idx ON usage_daily USING brin (bucket) WITH (autosummarize = on)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX usage_daily_bucket_idx`);
    await runner.query(`DROP INDEX usage_hourly_bucket_idx`);
  }
}
