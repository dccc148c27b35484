import { readCursor, writeCursor } from './usage-cursor.js';
import type { UsageFilter } from './usage-sums.js';

/** How a request ended, where its very status does not matter; `left` is the client, before the end. */
export const OUTCOMES = ['ok', 'failed', 'left'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Which requests, by more than sums tell apart. */
export interface RequestsRequest extends UsageFilter {
  status: Outcome | number | null;
  endpoint: string | null;
  limit: number;
  after: RequestPlace | null;
}

/** A request's place in the list. */
export interface RequestPlace {
  at: Date;
  id: string;
}

const ORDER = '-at';

/** @throws BadInputError */
export function readRequestsCursor(cursor: string): RequestPlace {
  const [at = '', id = ''] = readCursor(cursor, ORDER, ['time', 'text']);
  return { at: new Date(at), id };
}

export function cursorAt({ at, id }: RequestPlace): string {
  return writeCursor(ORDER, [at.toISOString(), id]);
}

/** Whether the index that finds the requests knows nothing of what else is asked for. */
export function looksAtEach({ model, status, endpoint, keyId }: RequestsRequest, userId: string | null): boolean {
  return model !== null || status !== null || endpoint !== null || (keyId !== null && userId !== null);
}
