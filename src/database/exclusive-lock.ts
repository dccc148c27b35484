import type { Tx } from './transactions.js';

/** Holds the lock until the transaction ends, unless somebody else does: nobody is waited for. @returns whether it is held */
export async function tryHoldAlone(tx: Tx, lock: number): Promise<boolean> {
  const [row] = await tx.query<[{ isHeld: boolean }]>('SELECT pg_try_advisory_xact_lock($1) AS "isHeld"', [lock]);
  return row.isHeld;
}

/**
 * Waits until nobody else holds the lock, and holds it until the transaction ends; neither for it nor for any lock after
 * it is waited longer than that: the transaction fails with a ConflictError then.
 */
export async function holdAlone(tx: Tx, lock: number, patienceMs: number): Promise<void> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(patienceMs)]);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}
