import type { Limit, LimitMeter, MeterPeriod, MeterUnit, UnknownSpend } from '../limit.entities.js';

/** One thing that is counted, as requests are judged on it. */
export interface Meter {
  readonly id: string;
  readonly unit: MeterUnit;
  readonly period: MeterPeriod;
  /** Requests, tokens, or millionths of a US dollar. */
  readonly amount: number;
  readonly unknownSpend: UnknownSpend;
  readonly limit: LimitSubject;
}

/** As it is stored with its limit. */
export function meterOf({ id, unit, period, amount }: LimitMeter, limit: Limit): Meter {
  return { id, unit, period, amount: Number(amount), unknownSpend: limit.unknownSpend, limit };
}

/** What is bounded. */
export interface LimitSubject {
  readonly id: string;
  /** Null: the tenant. */
  readonly keyId: string | null;
  /** Null: all models together. */
  readonly model: string | null;
}

/**
 * Whether every bit of it counts for good: such are noted in the journal before a request is sent off, and denied when
 * nobody can say what has been spent. Others guard against bursts, and are let go when the database is away.
 */
export function isBudget({ period }: Pick<Meter, 'period'>): boolean {
  return period !== 'none' && period !== 'minute';
}
