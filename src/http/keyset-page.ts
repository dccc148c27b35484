import { BadInputError } from '../kernel/app-error.js';
import type { PageQueryDto } from './dto/page-query.dto.js';

/** Of four-digit years, as we write it: Postgres' calendar begins later than JavaScript's. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place in a list ordered by creation. */
export interface KeysetPosition {
  createdAt: Date;
  id: string;
}

export interface KeysetPage {
  limit: number;
  after: KeysetPosition | null;
  isDescending: boolean;
  search: string | null;
}

/** @throws BadInputError for a cursor that is none of ours. */
export function readPage({ limit = 50, cursor, search, sort = '-created_at' }: PageQueryDto): KeysetPage {
  return {
    limit,
    after: cursor ? readCursor(cursor) : null,
    isDescending: sort.startsWith('-'),
    search: search ? search : null,
  };
}

/** Cuts one page out of rows that were read one beyond the limit. */
export function cutPage<T extends KeysetPosition>(
  rows: readonly T[],
  limit: number,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last) : null };
}

function writeCursor({ createdAt, id }: KeysetPosition): string {
  return Buffer.from(`${createdAt.toISOString()}|${id}`).toString('base64url');
}

function readCursor(cursor: string): KeysetPosition {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  const createdAt = new Date(time);
  if (!TIME.test(time) || Number.isNaN(createdAt.getTime()) || !UUID.test(id)) {
    throw BadInputError.inField('cursor', 'cursor', 'cursor is not one that this list gave out');
  }
  return { createdAt, id };
}
