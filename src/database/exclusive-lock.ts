import type { Tx } from './transactions.js';

/**
 * Waits until nobody else holds the lock, and holds it until the transaction ends; neither for it nor for any lock after
 * it is waited longer than that: the transaction fails with a ConflictError then.
 */
export async function holdAlone(tx: Tx, lock: number, patienceMs: number): Promise<void> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(patienceMs)]);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}
