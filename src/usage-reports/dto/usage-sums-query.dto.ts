import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { badField, BadInputError } from '../../kernel/app-error.js';
import { HOURS_KEPT_DAYS } from '../../usage/usage-tables.js';
import { daysBefore, daysBetween, TIME_UNITS, widen, type TimeUnit } from '../usage-range.js';
import type { WantedReach } from '../usage-reach.js';
import { MEASURES, readSumsCursor, SUBJECTS, type Grouping, type Measure, type Subject, type SumsRequest } from '../usage-sums.js'; // prettier-ignore
import { UsageQueryDto } from './usage-query.dto.js';

const MOST_GROUPS = 3;
const GROUPS: readonly string[] = [...TIME_UNITS, ...SUBJECTS];
const SORTS = MEASURES.map((measure) => `-${measure}`);

/** What is summed up, and by what. Sums are kept by the hour: a range that begins or ends within one is widened to it. */
@KnownFieldsOnly()
export class UsageSumsQueryDto extends UsageQueryDto {
  /**
   * By what, three at most, separated by commas: one of `hour`, `day`, `month` (UTC), and `key`, `user`, `model`,
   * `tenant` (administrators). The latest come first. Left out: one sum of all.
   * @example day,model
   */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  group_by?: string;

  /**
   * The largest first, where nothing is grouped by time.
   * @example -cost
   */
  @IsOptional()
  @IsIn(SORTS, { message: `sort must be one of: ${SORTS.join(', ')}` })
  sort?: string;

  /** `true` for all tenants together. For administrators. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'all_tenants must be true or false' })
  all_tenants?: string;

  /** @throws BadInputError for all tenants and one of them at once */
  override toReach(): WantedReach {
    const isAllTenants = this.all_tenants === 'true';
    if (isAllTenants && this.tenant_id !== undefined) {
      throw BadInputError.inField('all_tenants', 'exclusive', 'all_tenants goes without tenant_id');
    }
    return { ...super.toReach(), isAllTenants };
  }

  /** In the service's terms. @throws BadInputError for a cursor of another list, or groups that do not go together */
  toRequest(): SumsRequest {
    const filter = this.toFilter();
    const grouping = this.toGrouping();
    if (grouping.unit === 'hour' && daysBetween(filter.range) > HOURS_KEPT_DAYS) {
      throw badField('from', 'range', `must be ${HOURS_KEPT_DAYS} days before to at most where hours are told apart`);
    }
    const after = this.cursor ? readSumsCursor(this.cursor, grouping) : null;
    const range = widen(filter.range, daysBefore(new Date(), HOURS_KEPT_DAYS));
    return { ...filter, range, ...grouping, limit: this.limit ?? 50, after };
  }

  private toGrouping(): Grouping {
    const names = this.group_by ? this.group_by.split(',') : [];
    const isKnown = names.every((name) => GROUPS.includes(name));
    if (!isKnown) throw badField('group_by', 'one_of', `must be a list of: ${GROUPS.join(', ')}`);
    if (names.length > MOST_GROUPS) throw badField('group_by', 'max_items', `must have ${MOST_GROUPS} at most`);
    if (new Set(names).size < names.length) throw badField('group_by', 'unique', 'must name each once');
    const units = TIME_UNITS.filter((unit) => names.includes(unit));
    if (units.length > 1) throw badField('group_by', 'exclusive', `must have only one of: ${TIME_UNITS.join(', ')}`);
    return this.inOrder(units[0] ?? null, SUBJECTS.filter((subject) => names.includes(subject))); // prettier-ignore
  }

  private inOrder(unit: TimeUnit | null, subjects: readonly Subject[]): Grouping {
    const largest = (this.sort?.slice(1) as Measure | undefined) ?? null;
    if (unit && largest) throw badField('sort', 'exclusive', 'goes without a time in group_by');
    return { unit, subjects, largest };
  }
}
