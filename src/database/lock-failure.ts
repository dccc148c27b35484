import { QueryFailedError } from 'typeorm';

/** What is said of it. */
export const BUSY = 'Something else is being changed at the same time; try again';

/** Postgres' own codes: a lock was waited for too long, or in a circle. */
const LOCK_FAILURES = ['55P03', '40P01'];

/** Whether a statement failed because others hold what it needs. */
export function isLockFailure(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return LOCK_FAILURES.includes((error.driverError as { code?: string }).code ?? '');
}
