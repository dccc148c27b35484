import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { HEX_ID } from '../../kernel/ids.js';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { readSortedCursor, type SortedPlace } from '../../http/sorted-page.js';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import type { LimitSubject } from '../limits.repository.js';
import { LIMIT_ORDER } from '../limits.service.js';

/** How those of no key are asked for. */
const NONE = 'none';
const KEY_ID = /^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Which limits, the newest first. */
@KnownFieldsOnly()
export class LimitsQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /** Only those of that key; `none` for those of the tenant as a whole. */
  @IsOptional()
  @Matches(KEY_ID, { message: 'key_id must be the id of an API key, or none' })
  key_id?: string;

  /** Of that tenant. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** In the service's terms. @throws BadInputError for a cursor of another list */
  toRequest(): { tenantId: string | null; subject: LimitSubject | null; limit: number; after: SortedPlace | null } {
    const after = this.cursor ? readSortedCursor(this.cursor, LIMIT_ORDER, 'time') : null;
    return { tenantId: this.tenant_id ?? null, subject: this.toSubject(), limit: this.limit ?? 50, after };
  }

  private toSubject(): LimitSubject | null {
    if (this.key_id === undefined) return null;
    return { keyId: this.key_id === NONE ? null : this.key_id };
  }
}
