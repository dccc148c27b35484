import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { microsOf, usdOf } from '../../kernel/money.js';
import { HEX_ID } from '../../kernel/ids.js';
import { badField } from '../../kernel/app-error.js';
import type { MeterPeriod, UnknownSpend } from '../limit.entities.js';
import { rateOf } from '../limits.service.js';
import type { LimitChange, LimitRequest, MeterRequest } from '../limit-request.js';

export const BUDGET_UNITS = ['usd', 'tokens', 'requests'] as const;
export type BudgetUnit = (typeof BUDGET_UNITS)[number];
export const BUDGET_PERIODS = ['hour', 'day', 'week', 'month'] as const;
export type BudgetPeriod = Extract<MeterPeriod, (typeof BUDGET_PERIODS)[number]>;

const MOST_USD = 1_000_000_000;
const MOST_COUNTED = 1_000_000_000_000;
const MOST_BUDGETS = 12;
const MOST_ALERTS = 10;

/** How much may be used until a period ends. */
@KnownFieldsOnly()
export class BudgetRequestDto {
  /** What is counted: money in US dollars, tokens, or requests. */
  @IsIn(BUDGET_UNITS, { message: `unit must be one of: ${BUDGET_UNITS.join(', ')}` })
  unit: BudgetUnit;

  /**
   * In the unit; dollars to a millionth.
   * @example 25
   */
  @IsNumber()
  @Min(0)
  @Max(MOST_COUNTED)
  amount: number;

  /** When it begins anew, in UTC; weeks begin on Monday. */
  @IsIn(BUDGET_PERIODS, { message: `period must be one of: ${BUDGET_PERIODS.join(', ')}` })
  period: BudgetPeriod;

  /**
   * Shares of the amount, in percent, at which webhooks that listen to `budget.alert` are told.
   * @example [80, 100]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ALERTS)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(100, { each: true })
  alert_at_percent?: number[];

  /** `field` is what the request calls it, for errors. @throws BadInputError */
  toMeter(field: string): MeterRequest {
    const isMoney = this.unit === 'usd';
    if (isMoney && this.amount > MOST_USD)
      throw badField(`${field}.amount`, 'max', `must be at most ${MOST_USD} dollars`);
    // Not by maxDecimalPlaces: it counts the digits of a number's text, and 1e-7 has none behind a point.
    if (isMoney && usdOf(microsOf(this.amount)) !== this.amount)
      throw badField(`${field}.amount`, 'decimals', 'must have at most 6 decimal places');
    if (!isMoney && !Number.isInteger(this.amount)) throw badField(`${field}.amount`, 'int', 'must be a whole number');
    return {
      unit: this.unit === 'usd' ? 'money' : this.unit,
      period: this.period,
      amount: isMoney ? microsOf(this.amount) : this.amount,
      alertAtPercent: [...(this.alert_at_percent ?? [])].sort((one, other) => one - other),
    };
  }
}

/** What may be bounded. */
class BoundsDto {
  /**
   * Null for any number.
   * @example 600
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_COUNTED)
  requests_per_minute?: number | null;

  /** Of prompts and answers together; null for any number. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_COUNTED)
  tokens_per_minute?: number | null;

  /** Requests that are answered at the same time; null for any number. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  parallel_requests?: number | null;

  /** At most one for each unit and period. */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(MOST_BUDGETS)
  @ValidateNested({ each: true })
  @Type(() => BudgetRequestDto)
  budgets?: BudgetRequestDto[];

  /**
   * Whether requests go on whose cost is not known, or while it can't be asked what has been spent. What they use is
   * entered afterwards, as far as it is known.
   */
  @IsOptional()
  @IsIn(['deny', 'allow'], { message: 'unknown_spend must be deny or allow' })
  unknown_spend?: UnknownSpend;

  /**
   * Who is told, by a signed webhook, when a budget has come to one of its `alert_at_percent`; null for nobody. The
   * answer holds the secret that it is signed with.
   * @example https://example.com/hooks/budgets
   */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2048)
  alert_url?: string | null;

  /** @throws BadInputError */
  protected readBudgets(): MeterRequest[] {
    const meters = (this.budgets ?? []).map((budget, index) => budget.toMeter(`budgets.${index}`));
    const names = new Set(meters.map(({ unit, period }) => `${unit} ${period}`));
    if (names.size < meters.length)
      throw badField('budgets', 'unique', 'must have one for each unit and period at most');
    return meters;
  }
}

/** A limit to be set. */
@KnownFieldsOnly()
export class CreateLimitDto extends BoundsDto {
  /** The key that is limited; null or absent for all requests of the tenant together (by administrators). */
  @IsOptional()
  @IsUUID(undefined, { message: 'key_id must be the id of an API key' })
  key_id?: string | null;

  /**
   * Only its use of this model, by its name or as `name@Factory`; null for all models together.
   * @example gpt-4o-mini@OpenAI
   */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(400)
  model?: string | null;

  /** Whose; one's own tenant where it is left out. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** In the service's terms. @throws BadInputError */
  toRequest(): LimitRequest {
    return {
      ...(this.tenant_id ? { tenantId: this.tenant_id } : {}),
      keyId: this.key_id ?? null,
      model: this.model ?? null,
      unknownSpend: this.unknown_spend ?? 'deny',
      alertUrl: this.alert_url ?? null,
      meters: [
        ...(typeof this.requests_per_minute === 'number' ? [rateOf('requests', this.requests_per_minute)] : []),
        ...(typeof this.tokens_per_minute === 'number' ? [rateOf('tokens', this.tokens_per_minute)] : []),
        ...(typeof this.parallel_requests === 'number' ? [rateOf('parallel', this.parallel_requests)] : []),
        ...this.readBudgets(),
      ],
    };
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UpdateLimitDto extends BoundsDto {
  /** The version you know; another one meanwhile is a 409. */
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  version?: number;

  /** In the service's terms. @throws BadInputError */
  toChange(): LimitChange {
    return {
      ...(this.unknown_spend ? { unknownSpend: this.unknown_spend } : {}),
      ...(this.alert_url === undefined ? {} : { alertUrl: this.alert_url }),
      rates: {
        ...(this.requests_per_minute === undefined ? {} : { requests: this.requests_per_minute }),
        ...(this.tokens_per_minute === undefined ? {} : { tokens: this.tokens_per_minute }),
        ...(this.parallel_requests === undefined ? {} : { parallel: this.parallel_requests }),
      },
      ...(this.budgets === undefined ? {} : { budgets: this.readBudgets() }),
      ...(this.version === undefined ? {} : { version: this.version }),
    };
  }
}
