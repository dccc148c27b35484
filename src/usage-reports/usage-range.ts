const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** From one moment until just before another. */
export interface Range {
  from: Date;
  to: Date;
}

/** The time over which sums are made. */
export const TIME_UNITS = ['hour', 'day', 'month'] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

/** A range as the tables of sums have it. */
export interface RangeParts {
  days: Range | null;
  hours: Range[];
}

export const daysBetween = ({ from, to }: Range): number => (to.getTime() - from.getTime()) / DAY;

export const daysBefore = (time: Date, days: number): Date => new Date(time.getTime() - days * DAY);

/** Sums are kept by the hour: what begins or ends within one is widened to it, and to whole days where hours are gone. */
export function widen({ from, to }: Range, hoursSince: Date): Range {
  const stepAt = (time: Date) => (time < hoursSince ? DAY : HOUR);
  return { from: floor(from, stepAt(from)), to: ceil(to, stepAt(to)) };
}

/** Whole days (UTC), and the hours before and after them. */
export function splitByDay({ from, to }: Range): RangeParts {
  const days = { from: ceil(from, DAY), to: floor(to, DAY) };
  if (days.from >= days.to) return { days: null, hours: [{ from, to }] };
  const edges = [
    { from, to: days.from },
    { from: days.to, to },
  ];
  return { days, hours: edges.filter((edge) => edge.from < edge.to) };
}

/** When the hour, day or month (UTC) that begins at that moment is over. */
export function endOf(start: Date, unit: TimeUnit): Date {
  if (unit === 'month') return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  return new Date(start.getTime() + (unit === 'hour' ? HOUR : DAY));
}

function floor(time: Date, step: number): Date {
  return new Date(Math.floor(time.getTime() / step) * step);
}

function ceil(time: Date, step: number): Date {
  return new Date(Math.ceil(time.getTime() / step) * step);
}
