import { QueryFailedError } from 'typeorm';
import type { Tx } from './transactions.js';

/** What is said of it. */
export const BUSY = 'Something else is being changed at the same time; try again';

/** Postgres' own codes: a lock was waited for too long, or in a circle. */
const LOCK_FAILURES = ['55P03', '40P01'];

/**
 * Waits until nobody else holds the lock, and holds it until the transaction ends; neither for it nor for any lock after
 * it is waited longer than that, see {@link isLockFailure}.
 */
export async function holdAlone(tx: Tx, lock: number, patienceMs: number): Promise<void> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(patienceMs)]);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}

/** Whether a statement failed because others hold what it needs. */
export function isLockFailure(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return LOCK_FAILURES.includes((error.driverError as { code?: string }).code ?? '');
}
