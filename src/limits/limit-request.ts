import type { LimitMeter, MeterPeriod, MeterUnit, UnknownSpend } from './limit.entities.js';

/** One thing to be counted. */
export type MeterRequest = Pick<LimitMeter, 'unit' | 'period' | 'alertAtPercent'> & { amount: number };

/** A new limit as its maker describes it. */
export interface LimitRequest {
  /** Absent: the caller's own. For administrators. */
  tenantId?: string;
  /** Null: the whole tenant. */
  keyId: string | null;
  model: string | null;
  unknownSpend: UnknownSpend;
  alertUrl: string | null;
  meters: readonly MeterRequest[];
}

/** Rates that are given stand for all of them; so do budgets. */
export interface LimitChange {
  unknownSpend?: UnknownSpend;
  /** Another one has another secret; null for nobody. */
  alertUrl?: string | null;
  /** By unit; null takes one away. */
  rates: Partial<Record<Exclude<MeterUnit, 'money'>, number | null>>;
  budgets?: readonly MeterRequest[];
  version?: number;
}

/** When what is not budgeted begins anew. */
export const RATE_PERIODS: Readonly<Record<Exclude<MeterUnit, 'money'>, MeterPeriod>> = {
  requests: 'minute',
  tokens: 'minute',
  parallel: 'none',
};
