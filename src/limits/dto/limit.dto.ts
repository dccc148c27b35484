import type { LimitMeter, UnknownSpend } from '../limit.entities.js';
import type { ShownLimit, ShownMeter } from '../limits.service.js';
import { shownAmount, shownUnit } from '../shown-amount.js';
import type { BudgetPeriod, BudgetUnit } from './limit-request.dto.js';

/** A budget, and how it stands in the window that holds now. */
export class BudgetDto {
  /** Kept while unit and period stay. */
  id: string;

  unit: BudgetUnit;

  /**
   * In US dollars, tokens or requests.
   * @example 25
   */
  amount: number;

  /** When it begins anew, in UTC; weeks begin on Monday. */
  period: BudgetPeriod;

  /** Shares of the amount, in percent, at which webhooks are told. */
  alert_at_percent: number[];

  /** Used in this window, in the unit; some seconds late at most. */
  spent: number;

  /** Held by requests that are being answered. */
  reserved: number;

  window_start: Date;

  window_end: Date;

  static from({ meter, window, spent, reserved }: ShownMeter): BudgetDto {
    const shown = (amount: number) => shownAmount(meter.unit, amount);
    return Object.assign(new BudgetDto(), {
      id: meter.id,
      unit: shownUnit(meter.unit),
      amount: shown(Number(meter.amount)),
      period: meter.period,
      alert_at_percent: meter.alertAtPercent,
      spent: shown(spent ?? 0),
      reserved: shown(reserved ?? 0),
      window_start: new Date(window.start),
      window_end: new Date(window.end),
    });
  }
}

/** What bounds a tenant, one of its keys, or a key's use of one model. */
export class LimitDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  tenant_id: string;

  /** Null: all requests of the tenant together. */
  key_id: string | null;

  /** A name, or `name@Factory`; null for all models together. */
  model: string | null;

  /** Null for any number. */
  requests_per_minute: number | null;

  /** Of prompts and answers together; null for any number. */
  tokens_per_minute: number | null;

  /** Requests that are answered at the same time; null for any number. */
  parallel_requests: number | null;

  budgets: BudgetDto[];

  /** What is done while it can't be known what a request costs, or what has been spent. */
  unknown_spend: UnknownSpend;

  /** Who is told when a budget has come to one of its shares; null for nobody, and for those who don't manage the tenant. */
  alert_url: string | null;

  /** Grows with every change. */
  version: number;

  created_at: Date;

  updated_at: Date;

  static from({ limit, meters }: ShownLimit): LimitDto {
    return Object.assign(new LimitDto(), {
      id: limit.id,
      tenant_id: limit.tenantId,
      key_id: limit.keyId,
      model: limit.model,
      requests_per_minute: rateIn(meters, 'requests'),
      tokens_per_minute: rateIn(meters, 'tokens'),
      parallel_requests: rateIn(meters, 'parallel'),
      budgets: meters.filter(({ spent }) => spent !== null).map((shown) => BudgetDto.from(shown)),
      unknown_spend: limit.unknownSpend,
      alert_url: limit.alertUrl,
      version: limit.version,
      created_at: limit.createdAt,
      updated_at: limit.updatedAt,
    });
  }
}

/** A limit at the one moment when the secret of its alerts is shown. */
export class ChangedLimitDto extends LimitDto {
  /**
   * What alerts are signed with, as Standard Webhooks says; null when none was made. Keep it: it can't be shown again.
   * @example whsec_…
   */
  alert_secret: string | null;

  static fromChanged({ alertSecret, ...shown }: ShownLimit): ChangedLimitDto {
    return Object.assign(new ChangedLimitDto(), LimitDto.from(shown), { alert_secret: alertSecret ?? null });
  }
}

/** One page of limits. */
export class LimitPageDto {
  items: LimitDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}

function rateIn(meters: readonly ShownMeter[], unit: LimitMeter['unit']): number | null {
  const found = meters.find(({ meter, spent }) => spent === null && meter.unit === unit);
  return found ? Number(found.meter.amount) : null;
}
