import { InvalidArgumentError } from 'commander';
import type { CreateLimit, Limit } from '@latchkey/sdk';
import { listed, repeated } from './described.js';

export type Budget = NonNullable<CreateLimit['budgets']>[number];
export type ShownBudget = Limit['budgets'][number];

const UNITS: readonly string[] = ['usd', 'tokens', 'requests'];
const PERIODS: readonly string[] = ['hour', 'day', 'week', 'month'];
const HOW_TO_SAY = 'Say it like 25usd/month, 1000000tokens/day or 500requests/hour.';

/** What can be taken away from a limit beside its budgets, as its options are called. */
const PARTS = ['requests-per-minute', 'tokens-per-minute', 'parallel', 'alert-at', 'alert-url'] as const;

/** `25usd/month`, `1000000tokens/day`, `500requests/hour`; for an option that may be given several times. */
export function budgets(text: string, before: readonly Budget[] | undefined): Budget[] {
  const [, amount, unit, period] = /^(\d{1,13}(?:\.\d+)?) ?([a-z]+)\/([a-z]+)$/.exec(text.toLowerCase()) ?? [];
  if (amount === undefined || !isOf(UNITS, unit) || !isOf(PERIODS, period)) throw new InvalidArgumentError(HOW_TO_SAY);
  return [...(before ?? []), { amount: Number(amount), unit, period } as Budget];
}

/** A comma list of shares, with or without the sign. */
export function percents(text: string, before: readonly number[] | undefined): number[] {
  const shares = listed(text, undefined).map((share) => /^(\d{1,3})%?$/.exec(share)?.[1]);
  if (shares.length === 0 || shares.includes(undefined)) throw new InvalidArgumentError('Say it like 80,100.');
  return [...(before ?? []), ...shares.map(Number)];
}

/** What is to be taken away: a part by its option's name, or a budget as `usd/month`. */
export function removable(text: string, before: readonly string[] | undefined): string[] {
  const [unit, period, ...more] = text.split('/');
  const isBudget = isOf(UNITS, unit) && isOf(PERIODS, period) && more.length === 0;
  if (isBudget || isOf(PARTS, text)) return repeated(text, before);
  throw new InvalidArgumentError(`Say ${PARTS.join(', ')}, or a budget like usd/month.`);
}

/** What a budget is called: a limit has one of each. */
export function budgetName({ unit, period }: Pick<Budget, 'unit' | 'period'>): string {
  return `${unit}/${period}`;
}

/** What a budget is to be that is there. */
export function asWanted({ unit, amount, period, alert_at_percent }: ShownBudget): Budget {
  return { unit, amount, period, alert_at_percent };
}

function isOf(known: readonly string[], text: string | undefined): text is string {
  return text !== undefined && known.includes(text);
}
