import type { MigrationInterface, QueryRunner } from 'typeorm';
import { exposeTables, secureTables } from '../row-level-security.js';

/** Tables of tenants under row-level security. Those that come later are put under it after the migrations. */
export class RowLevelSecurity1764530000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await secureTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await exposeTables(runner);
  }
}
