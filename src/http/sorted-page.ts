import { BadInputError } from '../kernel/app-error.js';
import { findUnstorableText } from './text-content.js';

/** A place in a list that is ordered by some value, written as text, and then by id. */
export interface SortedPlace {
  value: string;
  id: string;
}

/** A row of such a list. */
export interface Placed<T> {
  row: T;
  place: SortedPlace;
}

export interface SortedPage<T> {
  items: T[];
  nextCursor: string | null;
}

/** What kind of value a list is ordered by. */
export type SortedBy = 'time' | 'text';

/** Before all times. */
export const NEVER = '-infinity';
const MICROSECONDS = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/;

/** SQL that writes a column of times to the microsecond, which JavaScript's dates don't keep; null stays null. */
export function microsecondsOf(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/**
 * Cuts one page out of rows that were read one beyond the limit.
 * @param end how far was looked, when that was not to the end of the list
 */
export function cutSortedPage<T>(
  rows: readonly Placed<T>[],
  limit: number,
  sort: string,
  end: SortedPlace | null = null,
): SortedPage<T> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? (shown.at(-1)?.place ?? null) : end;
  return { items: shown.map(({ row }) => row), nextCursor: last && writeCursor(sort, last) };
}

/** @throws BadInputError for a cursor that is none of ours, or of a list in another order. */
export function readSortedCursor(cursor: string, sort: string, sortedBy: SortedBy): SortedPlace {
  const place = parse(cursor, sort);
  if (!place || !ID.test(place.id) || !isValue(place.value, sortedBy)) {
    throw BadInputError.inField('cursor', 'cursor', 'cursor is not one that this list gave out');
  }
  return place;
}

function writeCursor(sort: string, { value, id }: SortedPlace): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

function parse(cursor: string, sort: string): SortedPlace | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts[0] !== sort) return null;
  const [, value, id] = parts as unknown[];
  return typeof value === 'string' && typeof id === 'string' ? { value, id } : null;
}

function isValue(value: string, sortedBy: SortedBy): boolean {
  if (sortedBy === 'text') return findUnstorableText(value) === null;
  return value === NEVER || (MICROSECONDS.test(value) && isDay(value.slice(0, 19)));
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(seconds: string): boolean {
  const time = new Date(`${seconds}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(seconds);
}
