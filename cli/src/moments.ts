import { InvalidArgumentError } from 'commander';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `90s`, `15m`, `1h`, `2d`, `4w` in seconds. */
export function durationSeconds(text: string): number {
  const [, amount, unit] = /^(\d{1,7})([smhdw])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new InvalidArgumentError('Say it like 90s, 15m, 1h or 2d.');
  return Number(amount) * (SECONDS[unit] ?? 1);
}

/** A date, or a time from now, as ISO 8601; `never` as it is. */
export function momentFrom(text: string): string {
  if (text === 'never') return text;
  if (/^\d+[smhdw]$/.test(text)) return new Date(Date.now() + durationSeconds(text) * 1000).toISOString();
  return dateFrom(text);
}

/** A date, or a time ago, as ISO 8601. */
export function momentAgo(text: string): string {
  if (/^\d+[smhdw]$/.test(text)) return new Date(Date.now() - durationSeconds(text) * 1000).toISOString();
  return dateFrom(text);
}

function dateFrom(text: string): string {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  const date = new Date(day !== undefined && isInCalendar(day) ? text : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('Say it like 2030-01-31, 2030-01-31T12:00Z or 30d.');
  return date.toISOString();
}

/** `2030-02-31` would be read as the third of March. */
function isInCalendar(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
