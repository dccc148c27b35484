import { isUUID } from 'class-validator';
import { findUnstorableText } from '../http/text-content.js';
import { BadInputError } from '../kernel/app-error.js';

/** What stands at one place of a cursor. */
export type CursorPart = 'time' | 'number' | 'uuid' | 'text';

const TIME = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** A bigint has no more digits. */
const NUMBER = /^\d{1,18}$/;
const LONGEST_TEXT = 400;

const FITS: Readonly<Record<CursorPart, (text: string) => boolean>> = {
  time: (text) => TIME.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
  number: (text) => NUMBER.test(text),
  uuid: (text) => isUUID(text),
  text: (text) => text.length <= LONGEST_TEXT && findUnstorableText(text) === null,
};

/** A place in a list that is ordered by several values. @param order says which; a cursor is good for no other */
export function writeCursor(order: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** @throws BadInputError for a cursor that is none of ours, or of a list in another order */
export function readCursor(cursor: string, order: string, parts: readonly CursorPart[]): string[] {
  const [found, ...values] = parse(cursor);
  const fits = found === order && values.length === parts.length && parts.every((part, at) => isPart(values[at], part));
  if (!fits) throw BadInputError.inField('cursor', 'cursor', 'cursor is not one that this list gave out');
  return values as string[];
}

function isPart(value: unknown, part: CursorPart): boolean {
  return typeof value === 'string' && FITS[part](value);
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
