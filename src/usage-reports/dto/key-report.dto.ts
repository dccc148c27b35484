import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { readSortedCursor } from '../../http/sorted-page.js';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { BadInputError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import type { FindingKind } from '../key-report/key-findings.js';
import { REPORT_ORDER, type ReportedKey, type ReportRequest } from '../key-report/key-report.service.js';
import type { WantedReach } from '../usage-reach.js';

const MOST_DAYS = 3_650;

/** Which keys are looked at, `limit` of them at a time. */
@KnownFieldsOnly()
export class KeyReportQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /** A key that was not used for so many days is unused. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1, { message: 'unused_days must be at least 1' })
  @Max(MOST_DAYS, { message: `unused_days must be at most ${MOST_DAYS}` })
  unused_days?: number = 30;

  /** Keys of that user; another than yourself only for those who manage the tenant. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'user_id must be 32 hex characters' })
  user_id?: string;

  /** The keys of that tenant. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** `true` for the keys of all tenants. For administrators. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'all_tenants must be true or false' })
  all_tenants?: string;

  /** @throws BadInputError for all tenants and one of them at once */
  toReach(): WantedReach {
    const isAllTenants = this.all_tenants === 'true';
    if (isAllTenants && this.tenant_id !== undefined) {
      throw BadInputError.inField('all_tenants', 'exclusive', 'all_tenants goes without tenant_id');
    }
    return { tenantId: this.tenant_id ?? null, userId: this.user_id ?? null, isAllTenants };
  }

  /** In the service's terms. @throws BadInputError for a cursor of another list */
  toRequest(): ReportRequest {
    const after = this.cursor ? readSortedCursor(this.cursor, REPORT_ORDER, 'time') : null;
    return { unusedDays: this.unused_days ?? 30, limit: this.limit ?? 50, after };
  }
}

/** Something about a key that is worth a look. */
export class KeyFindingDto {
  kind: FindingKind;

  /** @example It was not used for 30 days */
  message: string;

  /** Since when it is so; null where that is not known. */
  since: Date | null;

  /** Which `scopes` or `models` it is about, where it is about some. */
  details: Record<string, unknown>;
}

/** A key of which there is something to say. */
export class ReportedKeyDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  name: string;

  masked: string;

  user_id: string;

  user_email: string;

  tenant_id: string;

  tenant_name: string;

  last_used_at: Date | null;

  findings: KeyFindingDto[];

  static from({ key, masked, userEmail, tenantName, lastUsedAt, findings }: ReportedKey): ReportedKeyDto {
    return Object.assign(new ReportedKeyDto(), {
      id: key.id,
      name: key.name,
      masked,
      user_id: key.userId,
      user_email: userEmail,
      tenant_id: key.tenantId,
      tenant_name: tenantName,
      last_used_at: lastUsedAt,
      findings,
    });
  }
}

/** One page of the report. */
export class KeyReportPageDto {
  items: ReportedKeyDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
