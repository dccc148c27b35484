import type { CursorPart } from './usage-cursor.js';
import { readCursor, writeCursor } from './usage-cursor.js';
import type { Range, TimeUnit } from './usage-range.js';

/** By what sums are made, besides time. */
export const SUBJECTS = ['tenant', 'key', 'user', 'model'] as const;

export type Subject = (typeof SUBJECTS)[number];

/** What the largest come first of. */
export const MEASURES = ['cost', 'tokens', 'requests'] as const;

export type Measure = (typeof MEASURES)[number];

/** Which requests. */
export interface UsageFilter {
  range: Range;
  /** `null` for all; {@link NO_KEY} for those of users who signed in. */
  keyId: string | null;
  /** `null` for all; empty for those that reached no model. */
  model: string | null;
}

/** How sums are made, and in which order they come: the latest first, or the largest, and then by subject. */
export interface Grouping {
  unit: TimeUnit | null;
  subjects: readonly Subject[];
  largest: Measure | null;
}

export interface SumsRequest extends UsageFilter, Grouping {
  limit: number;
  /** The values of the last sum before, see {@link placeOf}. */
  after: readonly string[] | null;
}

/** What the requests of one group come to. */
export interface UsageSum {
  /** When its hour, day or month began. */
  moment: Date | null;
  tenantId: string | null;
  keyId: string | null;
  userId: string | null;
  model: string | null;
  requests: number;
  failures: number;
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
  estimated: number;
  costMicros: number;
  unpriced: number;
  durationMs: number;
  /** How many took as long, see `DURATION_BOUNDS`. */
  durations: readonly number[];
}

const SUBJECT_FIELDS = { tenant: 'tenantId', key: 'keyId', user: 'userId', model: 'model' } as const;

const MEASURED: Readonly<Record<Measure, (sum: UsageSum) => number>> = {
  cost: ({ costMicros }) => costMicros,
  tokens: ({ inputTokens, outputTokens }) => inputTokens + outputTokens,
  requests: ({ requests }) => requests,
};

/** @throws BadInputError */
export function readSumsCursor(cursor: string, grouping: Grouping): string[] {
  return readCursor(cursor, orderOf(grouping), partsOf(grouping));
}

/** For what comes after that sum. */
export function cursorAfter(sum: UsageSum, grouping: Grouping): string {
  return writeCursor(orderOf(grouping), placeOf(sum, grouping));
}

/** The values by which a sum has its place: the time or the measure, if there is one, and then its subjects. */
export function placeOf(sum: UsageSum, { unit, subjects, largest }: Grouping): string[] {
  return [
    ...(unit && sum.moment ? [sum.moment.toISOString()] : []),
    ...(largest ? [String(MEASURED[largest](sum))] : []),
    ...subjects.map((subject) => sum[SUBJECT_FIELDS[subject]] ?? ''),
  ];
}

function orderOf({ unit, subjects, largest }: Grouping): string {
  return [unit ?? '', largest ?? '', ...subjects].join(':');
}

function partsOf({ unit, subjects, largest }: Grouping): CursorPart[] {
  return [
    ...(unit ? (['time'] as const) : []),
    ...(largest ? (['number'] as const) : []),
    ...subjects.map((subject) => (subject === 'key' ? 'uuid' : 'text')),
  ];
}
