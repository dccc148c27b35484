import { usdOf } from '../kernel/money.js';
import type { MeterUnit } from './limit.entities.js';

/** A meter's unit as people and clients know it: money is told in US dollars. */
export type ShownUnit = Exclude<MeterUnit, 'money'> | 'usd';

export function shownUnit(unit: MeterUnit): ShownUnit {
  return unit === 'money' ? 'usd' : unit;
}

/** An amount of a meter in its shown unit. */
export function shownAmount(unit: MeterUnit, amount: number): number {
  return unit === 'money' ? usdOf(amount) : amount;
}
