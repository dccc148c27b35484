import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a run could not do as its pipeline says, without failing. */
export class RunWarnings1764460000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE pipeline_runs ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE pipeline_runs DROP COLUMN warnings`);
  }
}
