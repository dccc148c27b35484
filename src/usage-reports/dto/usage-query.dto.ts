import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { badField } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import { NO_KEY } from '../../usage/usage-totals.entity.js';
import { daysBefore, daysBetween, type Range } from '../usage-range.js';
import type { WantedReach } from '../usage-reach.js';
import type { UsageFilter } from '../usage-sums.js';

const LONGEST_CURSOR = 4096;
const USUAL_DAYS = 30;
const MOST_DAYS = 3_660;
/** How no key, or no model, is asked for. */
const NONE = 'none';
const CSV_FIRST = /^\s*text\/csv\b/i;
const KEY_ID = /^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Which usage. */
export abstract class UsageQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  cursor?: string;

  /**
   * Not before then; 30 days before `to` if it is left out.
   * @example 2026-11-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /**
   * Before then; now if it is left out.
   * @example 2026-12-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  /** By that key; `none` for users who signed in, without one. */
  @IsOptional()
  @Matches(KEY_ID, { message: 'key_id must be the id of an API key, or none' })
  key_id?: string;

  /** By that user, and by their keys; another than yourself only for those who manage the tenant. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'user_id must be 32 hex characters' })
  user_id?: string;

  /**
   * Of that model, `name@Factory`, or of all factories' models of that name; `none` for what reached no model.
   * @example gpt-4o-mini@OpenAI
   */
  @IsOptional()
  @IsString()
  @IsNotEmpty({ message: 'model must be a name, or none' })
  @MaxLength(400)
  model?: string;

  /** In that tenant; another than yours only for administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /**
   * `csv` for the whole list as a file, whatever `limit` and `cursor` say; so does `Accept: text/csv`. A million rows at
   * most: where there are more, the answer has the header `X-Truncated: true`.
   */
  @IsOptional()
  @IsIn(['json', 'csv'], { message: 'format must be json or csv' })
  format?: string;

  /** @param accept what the client would rather have, where `format` does not say */
  wantsCsv(accept: string | undefined): boolean {
    return this.format === undefined ? CSV_FIRST.test(accept ?? '') : this.format === 'csv';
  }

  toReach(): WantedReach {
    return { tenantId: this.tenant_id ?? null, userId: this.user_id ?? null, isAllTenants: false };
  }

  /** @throws BadInputError for a range that ends before it begins, or is too long */
  protected toFilter(): UsageFilter {
    const model = this.model === NONE ? '' : this.model;
    const keyId = this.key_id === NONE ? NO_KEY : this.key_id?.toLowerCase();
    return { range: this.toRange(), keyId: keyId ?? null, model: model ?? null };
  }

  private toRange(): Range {
    const to = readTime('to', this.to) ?? new Date();
    const from = readTime('from', this.from) ?? daysBefore(to, USUAL_DAYS);
    if (from >= to) throw badField('from', 'before', 'must be before to');
    if (daysBetween({ from, to }) > MOST_DAYS) throw badField('from', 'range', `must be ${MOST_DAYS} days before to at most`); // prettier-ignore
    return { from, to };
  }
}

/** ISO 8601 knows times (by week, say) that JavaScript can't read, and years that Postgres can't. */
function readTime(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  const year = time.getUTCFullYear();
  if (Number.isNaN(year) || year < 1000 || year > 9998) throw badField(field, 'date_time', 'must be an ISO 8601 date and time'); // prettier-ignore
  return time;
}
