import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { BadInputError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import { SCOPES, type Scope } from '../../kernel/scope.js';
import { readSortedCursor } from '../../http/sorted-page.js';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import {
  KEY_ORDERS,
  KEY_STATUSES,
  ORDERED_BY,
  type KeyListRequest,
  type KeyOrder,
  type KeyStatus,
} from '../key-list.js';

/** A name of 255 characters in a cursor. */
const LONGEST_CURSOR = 2048;
const SORTS = KEY_ORDERS.flatMap((order) => [order, `-${order}`]);

/** Which keys, in which order. */
@KnownFieldsOnly()
export class KeyListQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  cursor?: string;

  /** Only keys whose name or description contains this, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  search?: string;

  /**
   * By `created_at`, `name` (whatever its case) or `last_used_at` (keys that were never used count as the oldest); with
   * `-` before it the other way round.
   * @example -created_at
   */
  @IsOptional()
  @IsIn(SORTS, { message: `sort must be one of: ${SORTS.join(', ')}` })
  sort?: string = '-created_at';

  /** Only keys that are so; an expired one is expired, paused or not. */
  @IsOptional()
  @IsIn(KEY_STATUSES, { message: `status must be one of: ${KEY_STATUSES.join(', ')}` })
  status?: KeyStatus;

  /** Only keys of that user. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'user_id must be 32 hex characters' })
  user_id?: string;

  /** Only keys that may do this, be it by `*`; `*` finds only keys that have it. */
  @IsOptional()
  @IsIn(SCOPES, { message: `scope must be one of: ${SCOPES.join(', ')}` })
  scope?: Scope;

  /** The keys of that tenant. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** `true` for the keys of all tenants. For administrators. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'all_tenants must be true or false' })
  all_tenants?: string;

  /** In the service's terms. @throws BadInputError for a cursor of another list */
  toRequest(): KeyListRequest {
    const sort = this.sort ?? '-created_at';
    const order = sort.replace(/^-/, '') as KeyOrder;
    return {
      limit: this.limit ?? 50,
      sort,
      order,
      isDescending: sort.startsWith('-'),
      after: this.cursor ? readSortedCursor(this.cursor, sort, ORDERED_BY[order].sortedBy) : null,
      search: this.search ? this.search : null,
      status: this.status ?? null,
      userId: this.user_id ?? null,
      scope: this.scope ?? null,
      reach: readReach(this.tenant_id, this.all_tenants === 'true'),
    };
  }
}

/** @throws BadInputError for both at once */
function readReach(tenantId: string | undefined, isAll: boolean): KeyListRequest['reach'] {
  if (isAll && tenantId !== undefined) {
    throw BadInputError.inField('all_tenants', 'exclusive', 'all_tenants goes without tenant_id');
  }
  if (isAll) return 'all';
  return tenantId === undefined ? null : { tenantId };
}
