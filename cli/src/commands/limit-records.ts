import { NotFoundError, type Latchkey, type Limit } from '@latchkey/sdk';
import type { Column } from '../output/table.js';
import { budgetName, type Budget, type ShownBudget } from './budgets.js';

export const LIMIT_COLUMNS: readonly Column<Limit>[] = [
  ['key', ({ key_id }) => key_id ?? 'all of the tenant'],
  ['model', ({ model }) => model ?? 'all'],
  ['rates', (limit) => ratesOf(limit)],
  ['budgets', ({ budgets }) => budgets.map((budget) => `${number(budget.spent)} of ${amountText(budget)}`)],
  ['id', ({ id }) => id],
];

/** @param keyName null where the key cannot be seen */
export function limitFacts(limit: Limit, keyName: string | null): [string, unknown][] {
  const { key_id: key } = limit;
  return [
    ['Id', limit.id],
    ['Tenant', limit.tenant_id],
    ['Key', key === null ? 'all of the tenant' : keyName === null ? key : `${keyName} (${key})`],
    ['Model', limit.model ?? 'all'],
    ['Requests a minute', shownRate(limit.requests_per_minute)],
    ['Tokens a minute', shownRate(limit.tokens_per_minute)],
    ['Requests at a time', shownRate(limit.parallel_requests)],
    ...limit.budgets.map((budget): [string, unknown] => [`Budget ${budgetName(budget)}`, standing(budget)]),
    ['Unknown spend', limit.unknown_spend],
    ['Alerts go to', limit.alert_url],
    ['Created', limit.created_at],
    ['Changed', limit.updated_at],
  ];
}

/** `60 requests a minute, 25 USD a month`. */
export function boundsText(limit: Limit): string {
  return [...ratesOf(limit), ...limit.budgets.map(amountText)].join(', ');
}

/** The name of the key that a limit is of. */
export async function keyNameOf(client: Latchkey, { key_id: id }: Limit): Promise<string | null> {
  if (id === null) return null;
  try {
    return (await client.keys.get(id)).name;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

function ratesOf(limit: Limit): string[] {
  const { requests_per_minute: requests, tokens_per_minute: tokens, parallel_requests: parallel } = limit;
  return [
    ...(requests === null ? [] : [`${counted(requests, 'requests')} a minute`]),
    ...(tokens === null ? [] : [`${counted(tokens, 'tokens')} a minute`]),
    ...(parallel === null ? [] : [`${counted(parallel, 'requests')} at a time`]),
  ];
}

function amountText({ unit, amount, period }: Pick<Budget, 'unit' | 'amount' | 'period'>): string {
  return `${counted(amount, unit)} ${period === 'hour' ? 'an' : 'a'} ${period}`;
}

function standing({ unit, amount, spent, reserved, window_end: end, alert_at_percent: shares }: ShownBudget): string {
  const left = number(Math.max(0, amount - spent - reserved));
  const alerts = shares.length === 0 ? '' : `; alerts at ${shares.map((share) => `${share}%`).join(', ')}`;
  const use = `${number(spent)} of ${counted(amount, unit)} spent, ${number(reserved)} reserved, ${left} left`;
  return `${use}; begins anew ${end.slice(0, 16).replace('T', ' ')} UTC${alerts}`;
}

function counted(amount: number, unit: Budget['unit']): string {
  if (unit === 'usd') return `${number(amount)} USD`;
  return `${number(amount)} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

function shownRate(rate: number | null): string {
  return rate === null ? 'any number' : number(rate);
}

/** Dollars have millionths. */
function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
