import type { Schemas } from '../../api/client.js';
import { tenantOf, type Budget, type Limit, type LimitSubject } from './limit-list.js';

export const RATES = ['requests_per_minute', 'tokens_per_minute', 'parallel_requests'] as const;
export const UNITS = ['usd', 'tokens', 'requests'] as const satisfies readonly Budget['unit'][];
export const PERIODS = ['hour', 'day', 'week', 'month'] as const satisfies readonly Budget['period'][];

/** As a field for numbers has it: empty text for none. */
type Typed = number | string;

export interface BudgetValues {
  unit: Budget['unit'];
  amount: Typed;
  period: Budget['period'];
  /** In percent. */
  alert_at_percent: string[];
}

export interface LimitValues extends Record<(typeof RATES)[number], Typed> {
  /** Empty for all models together. */
  model: string;
  budgets: BudgetValues[];
  /** Whether requests go on whose cost is not known. */
  is_unknown_allowed: boolean;
  /** Empty for nobody. */
  alert_url: string;
}

export const NEW_BUDGET: BudgetValues = { unit: 'usd', amount: '', period: 'month', alert_at_percent: ['80', '100'] };

export function valuesOf(limit: Limit | null): LimitValues {
  return {
    model: limit?.model ?? '',
    requests_per_minute: limit?.requests_per_minute ?? '',
    tokens_per_minute: limit?.tokens_per_minute ?? '',
    parallel_requests: limit?.parallel_requests ?? '',
    budgets: (limit?.budgets ?? []).map(({ unit, amount, period, alert_at_percent }) => ({
      unit,
      amount,
      period,
      alert_at_percent: alert_at_percent.map(String),
    })),
    is_unknown_allowed: limit?.unknown_spend === 'allow',
    alert_url: limit?.alert_url ?? '',
  };
}

export function bodyOf(values: LimitValues, { keyId, tenantId }: LimitSubject): Schemas['CreateLimitDto'] {
  return {
    ...boundsOf(values),
    model: values.model.trim() || null,
    key_id: keyId,
    // A key says itself whose it is.
    ...(keyId === null ? tenantOf(tenantId) : {}),
  };
}

export function changeOf(values: LimitValues, { version }: Limit): Schemas['UpdateLimitDto'] {
  return { ...boundsOf(values), version };
}

function boundsOf(values: LimitValues) {
  return {
    requests_per_minute: numberOf(values.requests_per_minute),
    tokens_per_minute: numberOf(values.tokens_per_minute),
    parallel_requests: numberOf(values.parallel_requests),
    budgets: values.budgets.map(({ unit, amount, period, alert_at_percent }) => ({
      unit,
      amount: Number(amount),
      period,
      alert_at_percent: alert_at_percent.map(Number),
    })),
    unknown_spend: values.is_unknown_allowed ? ('allow' as const) : ('deny' as const),
    alert_url: values.alert_url.trim() || null,
  };
}

function numberOf(typed: Typed): number | null {
  return typeof typed === 'number' ? typed : null;
}
