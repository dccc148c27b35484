import type { MeterPeriod } from '../limit.entities.js';

/** A stretch of time, in milliseconds since 1970: from its start, up to and without its end. */
export interface Window {
  start: number;
  end: number;
}

const MINUTE = 60_000;
const LENGTHS = { minute: MINUTE, hour: 60 * MINUTE, day: 1440 * MINUTE } as const;
const WEEK = 7 * LENGTHS.day;
/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY = 4 * LENGTHS.day;

/** What is given back has no window: all of time is one. */
export const ALWAYS: Window = { start: 0, end: Infinity };

/** The window of a period that holds this moment, in UTC; weeks begin on Monday. */
export function windowAt(period: MeterPeriod, at: number): Window {
  switch (period) {
    case 'none':
      return ALWAYS;
    case 'week': {
      const start = at - ((((at - FIRST_MONDAY) % WEEK) + WEEK) % WEEK);
      return { start, end: start + WEEK };
    }
    case 'month': {
      const date = new Date(at);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
    }
    default: {
      const length = LENGTHS[period];
      const start = at - (at % length);
      return { start, end: start + length };
    }
  }
}
