import type { UsageSearch } from './usage-search.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** More bars than that are none. */
const MOST_DAYS_BY_HOUR = 2;
const MOST_DAYS_BY_DAY = 120;

export type Unit = 'hour' | 'day' | 'month';

/** From one moment until just before another, and what its charts tell apart. */
export interface UsageRange {
  from: Date;
  to: Date;
  unit: Unit;
}

/** Days are UTC's, as the server sums them up; today alone is that of whoever looks. */
export function rangeOf({ span = '30d', since, until }: UsageSearch, now: Date): UsageRange {
  if (since !== undefined || until !== undefined) return chosenRange(since, until, now);
  // The same for an hour, so that what was loaded is good for so long.
  const to = new Date(Math.ceil((now.getTime() + 1) / HOUR) * HOUR);
  if (span === 'today') {
    const from = new Date(now.getFullYear(), now.getMonth(), now.getDate());
    return { from, to, unit: 'hour' };
  }
  return { from: new Date(dayStart(now) - (Number.parseInt(span, 10) - 1) * DAY), to, unit: 'day' };
}

function chosenRange(since: string | undefined, until: string | undefined, now: Date): UsageRange {
  const last = until === undefined ? dayStart(now) : Date.parse(until);
  const first = Math.min(since === undefined ? last - 29 * DAY : Date.parse(since), last);
  const days = (last - first) / DAY + 1;
  const unit = days <= MOST_DAYS_BY_HOUR ? 'hour' : days <= MOST_DAYS_BY_DAY ? 'day' : 'month';
  return { from: new Date(first), to: new Date(last + DAY), unit };
}

/** Every hour, day or month of a range, as the server names them. */
export function momentsOf({ from, to, unit }: UsageRange): string[] {
  const found: string[] = [];
  for (let at = startOf(from, unit); at < to; at = nextOf(at, unit)) found.push(nameOf(at, unit));
  return found;
}

function nameOf(at: Date, unit: Unit): string {
  const text = at.toISOString();
  if (unit === 'hour') return text.replace('.000', '');
  return text.slice(0, unit === 'day' ? 10 : 7);
}

function startOf(at: Date, unit: Unit): Date {
  if (unit === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
  const step = unit === 'hour' ? HOUR : DAY;
  return new Date(Math.floor(at.getTime() / step) * step);
}

function nextOf(at: Date, unit: Unit): Date {
  if (unit === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  return new Date(at.getTime() + (unit === 'hour' ? HOUR : DAY));
}

function dayStart(at: Date): number {
  return Math.floor(at.getTime() / DAY) * DAY;
}
