import { isNativeError } from 'node:util/types';
import { QueryFailedError } from 'typeorm';
import { UnavailableError } from '../kernel/app-error.js';

/** Postgres' own codes for "not now": shutting down, starting up, out of connections, connection exceptions. */
const SQL_STATES = new Set(['57P01', '57P02', '57P03', '3D000', '53300', '08000', '08001', '08003', '08004', '08006']);

const SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT']); // prettier-ignore

/** `pg` reports these without a code. */
const DRIVER_TEXTS =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Connection ended|not queryable/i;

/** Whether an error of the driver means that the database could not be asked, rather than that it refused. */
export function isConnectionFailure(error: unknown): boolean {
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  if (!isNativeError(cause)) return false;
  if ('errors' in cause && Array.isArray(cause.errors)) return cause.errors.some(isConnectionFailure);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return SQL_STATES.has(code) || SYSTEM_CODES.has(code) || DRIVER_TEXTS.test(cause.message);
}

/** What a connection is lost with while a statement is under way. */
const LOST_TEXTS = /Connection terminated unexpectedly|Query read timeout|Connection ended|ECONNRESET|EPIPE|ETIMEDOUT/i;

/** Whether a statement that failed may have been carried out all the same. */
export function isUncertain(error: unknown): boolean {
  const cause = error instanceof UnavailableError ? error.cause : error;
  return isNativeError(cause) && LOST_TEXTS.test(cause.message);
}
