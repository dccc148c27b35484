import type { MigrationInterface, QueryRunner } from 'typeorm';

/** So that checks need not look at all budgets, but at those of which something was used or that were edited. */
export class LeaseChanges1764546000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE meter_leases ADD COLUMN changed_at timestamptz(3) NOT NULL DEFAULT now()`);
    // Room beside each row for what it becomes: then no index is written while its columns stay.
    await runner.query(`ALTER TABLE meter_leases SET (fillfactor = 70)`);
    await runner.query(`CREATE INDEX meter_leases_changed_idx ON meter_leases (changed_at)`);
    await runner.query(`CREATE INDEX limits_updated_idx ON limits (updated_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX limits_updated_idx`);
    await runner.query(`ALTER TABLE meter_leases RESET (fillfactor)`);
    await runner.query(`ALTER TABLE meter_leases DROP COLUMN changed_at`);
  }
}
