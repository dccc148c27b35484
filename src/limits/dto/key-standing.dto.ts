import { ApiKeyDto } from '../../api-key/dto/api-key.dto.js';
import type { ShownKey } from '../../api-key/key-descriptions.js';
import type { MeterPeriod } from '../limit.entities.js';
import { shownAmount, shownUnit } from '../shown-amount.js';
import type { StandingMeter } from '../limits.service.js';

/** One of the bounds of the key that asks. */
export class KeyLimitDto {
  /** Whether all keys of the tenant share it. */
  whose: 'key' | 'tenant';

  /** The model that it concerns; null for all together. */
  model: string | null;

  /** What is counted; `parallel` are requests that are answered at the same time. */
  unit: 'requests' | 'tokens' | 'usd' | 'parallel';

  /** When it begins anew, in UTC; `none` for `parallel`. */
  period: MeterPeriod;

  /** @example 25 */
  amount: number;

  /** As far as it is known here and now: other requests may be using it. */
  remaining: number;

  /** Null for `parallel`. */
  resets_at: Date | null;

  static from({ meter, limit, remaining, window }: StandingMeter): KeyLimitDto {
    const shown = (amount: number) => shownAmount(meter.unit, amount);
    return Object.assign(new KeyLimitDto(), {
      whose: limit.keyId === null ? 'tenant' : 'key',
      model: limit.model,
      unit: shownUnit(meter.unit),
      period: meter.period,
      amount: shown(Number(meter.amount)),
      remaining: shown(remaining),
      resets_at: Number.isFinite(window.end) ? new Date(window.end) : null,
    });
  }
}

/** The key that asks: what it may, and what it has left. */
export class KeyStandingDto extends ApiKeyDto {
  /** Empty where nothing bounds it. */
  limits: KeyLimitDto[];

  static of(key: ShownKey, meters: readonly StandingMeter[]): KeyStandingDto {
    const limits = meters.map((meter) => KeyLimitDto.from(meter));
    return Object.assign(new KeyStandingDto(), ApiKeyDto.from(key), { limits });
  }
}
