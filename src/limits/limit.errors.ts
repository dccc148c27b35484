import { usdOf } from '../kernel/money.js';
import { AppError } from '../kernel/app-error.js';
import { isBudget, type Meter } from './metering/meter.js';
import type { Window } from './metering/windows.js';

/** Until a request that is being answered has ended, nobody knows. */
const SOON_SECONDS = 1;

const NOTHING_LEFT = { amount: 0, needed: 0 };

/** A request that one of its limits does not let through. */
export class LimitReachedError extends AppError {
  constructor(
    readonly meter: Meter,
    message: string,
    /** Null where waiting changes nothing. */
    retryAfterSeconds: number | null,
    /** More will not come soon: trying again at once is of no use. */
    readonly isLasting: boolean,
  ) {
    super('too-many-requests', message, retryAfterSeconds === null ? {} : { retryAfterSeconds });
  }

  get isOfBudget(): boolean {
    return isBudget(this.meter);
  }
}

/**
 * All of it is used, or held by requests that are being answered, or too little is left.
 * @param left of a budget, where this request needs more
 */
export function reached(
  meter: Meter,
  { end }: Window,
  now: number,
  left: { amount: number; needed: number } = NOTHING_LEFT,
): LimitReachedError {
  const what = `${ownerOf(meter)} may use ${amountOf(meter)}`;
  if (end === Infinity)
    return new LimitReachedError(meter, `${what}; try again when one has ended`, SOON_SECONDS, false);
  const seconds = Math.max(1, Math.ceil((end - now) / 1000));
  if (!isBudget(meter)) return new LimitReachedError(meter, `${what}; try again in ${seconds} s`, seconds, false);
  const state =
    left.amount > 0
      ? `of which ${shown(meter, left.amount)} ${left.amount === 1 ? 'is' : 'are'} left, and this request may use ${shown(meter, left.needed)}${adviceFor(meter)}`
      : 'which is used up';
  const text = `${what}, ${state}; it begins anew at ${new Date(end).toISOString()}`;
  return new LimitReachedError(meter, text, seconds, true);
}

/** What the caller's limits were known to be is not so any more; never told to anybody. */
export class LimitsChangedError extends Error {}

/** A request that says how long its answer may be needs no more than that; others generate nothing. */
function adviceFor({ unit }: Meter): string {
  return unit === 'tokens' || unit === 'money' ? '; a chat with a smaller max_tokens may use less' : '';
}

/** It would not go through if nothing else did. */
export function tooMuch(meter: Meter, amount: number): LimitReachedError {
  const what = `${ownerOf(meter)} may use ${amountOf(meter)}`;
  const text =
    meter.amount === 0
      ? `${what}: none is let through`
      : `${what}, and this request alone may use ${shown(meter, amount)}${adviceFor(meter)}`;
  return new LimitReachedError(meter, text, null, true);
}

/** So little is left that requests whose end can't be foreseen are let through one at a time. */
export function almostReached(meter: Meter): LimitReachedError {
  const text = `${ownerOf(meter)} may use ${amountOf(meter)}, and a request that is being answered may use up the rest`;
  return new LimitReachedError(meter, text, SOON_SECONDS, false);
}

/** Nobody knows what the request will cost, so nobody can say that it may; not until somebody sets a price. */
export function unknownPrice(meter: Meter, model: string): LimitReachedError {
  const text = `${ownerOf(meter)} may use ${amountOf(meter)}, and what the model ${model} costs is not known; set its price, or let the limit allow unknown spend`;
  return new LimitReachedError(meter, text, null, true);
}

/** `10 USD a day`, `100 requests a minute`, `4 requests at a time`. */
export function amountOf({ unit, period, amount }: Pick<Meter, 'unit' | 'period' | 'amount'>): string {
  if (unit === 'parallel') return `${shown({ unit }, amount)} at a time`;
  return `${shown({ unit }, amount)} ${period === 'hour' ? 'an' : 'a'} ${period}`;
}

function shown({ unit }: Pick<Meter, 'unit'>, amount: number): string {
  if (unit === 'money') return `${usdOf(amount)} USD`;
  const many = unit === 'parallel' ? 'requests' : unit;
  return `${amount} ${amount === 1 ? many.slice(0, -1) : many}`;
}

function ownerOf({ limit: { keyId, model } }: Meter): string {
  const whose = keyId === null ? 'The tenant' : 'The API key';
  return model === null ? whose : `${whose}, with ${model},`;
}
