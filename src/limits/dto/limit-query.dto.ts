import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { HEX_ID } from '../../kernel/ids.js';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { readSortedCursor, type SortedPlace } from '../../http/sorted-page.js';
import { LIMIT_ORDER } from '../limits.service.js';

/** Which limits, the newest first. */
export class LimitsQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /** Only those of that key. */
  @IsOptional()
  @IsUUID(undefined, { message: 'key_id must be the id of an API key' })
  key_id?: string;

  /** Of that tenant. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** In the service's terms. @throws BadInputError for a cursor of another list */
  toRequest(): { tenantId: string | null; keyId: string | null; limit: number; after: SortedPlace | null } {
    const after = this.cursor ? readSortedCursor(this.cursor, LIMIT_ORDER, 'time') : null;
    return { tenantId: this.tenant_id ?? null, keyId: this.key_id ?? null, limit: this.limit ?? 50, after };
  }
}
