import { storable } from '../../kernel/storable-text.js';
import type { UsageRecord } from '../usage-record.js';
import type { HeldChange } from './held-tally.js';
import { LINE_END } from './journal-reader.js';

/** Of names that clients give; what a column holds. */
const LONGEST_NAME = 400;
/** Of one request, whatever it claims: one row that does not fit would keep all others from being written. */
const MOST_COUNTED = 1e15;
const MOST_MS = 2e9;

/** Names come again and again, and what is done to them takes longer than all else of a line. */
const quotedNames = new Map<string, string>();
const MOST_NAMES = 1_000;

/**
 * A request's end as a line of the journal. The names are short, and what is as usual is left out, since there is a line
 * for every request; the statement that reads them (see `usage-batch.sql.ts`) says what they mean. Ids hold nothing that
 * JSON would escape.
 */
export function usageLine(record: UsageRecord): string {
  const { requestId, at, tenantId, userId, keyId, endpoint, tenantModelId, model } = record;
  let line = `{"i":"${requestId}","a":${at},"t":"${tenantId}","e":"${endpoint}","s":${record.status}`;
  line += `,"q":${named(record.requestedModel)},"d":${milliseconds(record.durationMs)}`;
  if (userId !== tenantId) line += `,"u":"${userId}"`;
  if (keyId !== null) line += `,"y":"${keyId}"`;
  if (tenantModelId !== null) line += `,"m":"${tenantModelId}"`;
  if (model !== null) line += `,"n":${named(model)}`;
  if (record.isStream) line += ',"z":true';
  if (record.attempts !== 1) line += `,"r":${record.attempts}`;
  if (record.firstByteMs !== null) line += `,"b":${milliseconds(record.firstByteMs)}`;
  line += unlessNone(',"ti":', record.inputTokens) + unlessNone(',"to":', record.outputTokens);
  line += unlessNone(',"tc":', record.cachedInputTokens) + unlessNone(',"tw":', record.cacheWriteTokens);
  line += unlessNone(',"tr":', record.reasoningTokens);
  if (record.isEstimated) line += ',"x":true';
  if (record.costMicros !== null) line += `,"c":${counted(record.costMicros)}`;
  return `${line}}`;
}

/** Stands before what is held of budgets, and nowhere else: in a name its quotes are escaped. */
const HELD_MARK = '"h":[';
/** The same, so that it need not be made for each search. */
const HELD_MARK_BYTES = Buffer.from(HELD_MARK);
const [LIST, LIST_END, OBJECT, OBJECT_END, COMMA] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2c];

/** A change of what is held of a budget, as a line of the journal. Journals of former releases have several in one, or in requests' lines. */
export function heldLine({ meterId, windowStart, reserved, spent }: HeldChange): string {
  return `{${HELD_MARK}{"m":"${meterId}","w":${windowStart},"r":${reserved},"s":${spent}}]}`;
}

/** What lines tell, as the statements of `usage-batch.sql.ts` take it. */
export interface TakenApart {
  /** Their lines as an array of JSON, without what they tell of budgets; null for none. */
  requests: Buffer | null;
  /** Added up by meter and window: thousands of lines mostly tell of a few. */
  held: HeldItem[];
}

/**
 * What a request costs is mostly what is done to its line, so that is as little as may be: all but what is held is copied
 * byte for byte. @throws UnreadableLineError
 */
export function takeApart(lines: Buffer): TakenApart {
  const sums = new Map<string, HeldItem>();
  const requests = Buffer.allocUnsafe(lines.length + 2);
  requests[0] = LIST;
  let length = 1;
  let from = 0;
  for (let at = lines.indexOf(HELD_MARK_BYTES); at !== -1; at = lines.indexOf(HELD_MARK_BYTES, from)) {
    const end = lines.indexOf(LIST_END, at) + 1;
    const isInRequest = lines[at - 1] === COMMA;
    // What is cut out must leave no less of an error than there was.
    if (lines[end] !== OBJECT_END || !(isInRequest || isWholeObject(lines, at - 1, end)))
      throw new UnreadableLineError(UNTOLD);
    for (const item of heldIn(lines.toString('latin1', at + HELD_MARK.length - 1, end))) addTo(sums, item);
    length += lines.copy(requests, length, from, at - 1);
    from = isInRequest ? end : Math.min(end + 2, lines.length);
  }
  length += lines.copy(requests, length, from);
  // Before what was cut out at the end.
  if (isSeparator(requests[length - 1])) length -= 1;
  requests[length] = LIST_END;
  for (let at = requests.indexOf(LINE_END); at !== -1; at = requests.indexOf(LINE_END, at)) requests[at] = COMMA;
  return { requests: length === 1 ? null : requests.subarray(0, length + 1), held: [...sums.values()] };
}

function isWholeObject(lines: Buffer, from: number, end: number): boolean {
  const isFirst = from === 0 || isSeparator(lines[from - 1]);
  const isLast = end + 1 === lines.length || isSeparator(lines[end + 1]);
  return lines[from] === OBJECT && isFirst && isLast;
}

/** What a turn tells stands between commas, and turns between ends of lines. */
function isSeparator(byte: number | undefined): boolean {
  return byte === LINE_END || byte === COMMA;
}

function addTo(sums: Map<string, HeldItem>, { m, w, r, s }: HeldItem): void {
  const name = `${m} ${w}`;
  const sum = sums.get(name);
  if (sum) {
    sum.r += r;
    sum.s += s;
  } else {
    sums.set(name, { m, w, r, s });
  }
}

const UNTOLD = 'A line of the journal does not tell what is held';

/** A line that this process would not have written, and that no other reading will make sense of. */
export class UnreadableLineError extends Error {}

function heldIn(text: string): readonly HeldItem[] {
  try {
    const items = text.includes('\n') ? null : (JSON.parse(text) as unknown);
    if (Array.isArray(items) && items.every(isHeldItem)) return items;
  } catch {
    // Below.
  }
  throw new UnreadableLineError(UNTOLD);
}

function isHeldItem(item: unknown): item is HeldItem {
  if (typeof item !== 'object' || item === null) return false;
  const { m, w, r, s } = item as Record<keyof HeldItem, unknown>;
  return typeof m === 'string' && Number.isSafeInteger(w) && Number.isSafeInteger(r) && Number.isSafeInteger(s);
}

/** A {@link HeldChange} in the journal. */
interface HeldItem {
  m: string;
  w: number;
  r: number;
  s: number;
}

function unlessNone(name: string, count: number): string {
  return count === 0 ? '' : `${name}${counted(count)}`;
}

function named(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const text = name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME) : name;
  const fresh = JSON.stringify(storable(text));
  if (text !== name) return fresh;
  // Begun anew where somebody invents names: to know the oldest would cost every line.
  if (quotedNames.size === MOST_NAMES) quotedNames.clear();
  quotedNames.set(name, fresh);
  return fresh;
}

function counted(count: number): number {
  return Math.min(Math.round(count), MOST_COUNTED);
}

function milliseconds(duration: number): number {
  return Math.min(Math.round(duration), MOST_MS);
}
