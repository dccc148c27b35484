export type Period = 'day' | 'month' | 'year';

/** `<table>_<year>[_<month>[_<day>]]`, from its first instant until the next one's; in UTC. */
export interface Partition {
  name: string;
  table: string;
  period: Period;
  from: Date;
  /** No longer of it. */
  until: Date;
}

const PARTS: Readonly<Record<Period, number>> = { year: 1, month: 2, day: 3 };

/** That a row of this time goes into. */
export function partitionAt(table: string, period: Period, time: Date): Partition {
  return partitionOf(table, period, dateOf(time));
}

export function partitionAfter({ table, period, until }: Partition): Partition {
  return partitionAt(table, period, until);
}

/** Null for a table that is named otherwise. */
export function partitionNamed(table: string, period: Period, name: string): Partition | null {
  const ending = name.slice(table.length + 1);
  if (!/^\d{4}(_\d{2}){0,2}$/.test(ending)) return null;
  const partition = partitionAt(table, period, startOf(ending.split('_').map(Number)));
  return partition.name === name ? partition : null;
}

/** @param date year, month from 1, day */
function partitionOf(table: string, period: Period, date: readonly number[]): Partition {
  const parts = date.slice(0, PARTS[period]);
  const next = parts.map((part, index) => (index === parts.length - 1 ? part + 1 : part));
  const name = [table, ...parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))].join('_');
  return { name, table, period, from: startOf(parts), until: startOf(next) };
}

function dateOf(time: Date): number[] {
  return [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()];
}

function startOf([year = 0, month = 1, day = 1]: readonly number[]): Date {
  return new Date(Date.UTC(year, month - 1, day));
}
