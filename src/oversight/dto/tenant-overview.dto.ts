import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import type { TenantOverview } from '../tenant-overviews.service.js';

const LONGEST_NAME = 160;

@KnownFieldsOnly()
export class TenantNameDto {
  /** @example "Data science" */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(/\S/, { message: 'name is required' })
  name: string;
}

/** A tenant to be made. */
@KnownFieldsOnly()
export class NewTenantDto extends TenantNameDto {
  /**
   * The e-mail address of the user who is to own it; you, unless said.
   * @example ada@example.com
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  owner_email?: string;
}

/** A tenant as it is looked after from outside. */
export class TenantOverviewDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  id: string;

  /** @example "Data science" */
  name: string;

  /** Counted up to 1000: that many, or more. */
  member_count: number;

  /** Counted up to 1000: that many, or more. */
  key_count: number;

  created_at: Date;

  static from({ tenant, memberCount, keyCount }: TenantOverview): TenantOverviewDto {
    return Object.assign(new TenantOverviewDto(), {
      id: tenant.id,
      name: tenant.name,
      member_count: memberCount,
      key_count: keyCount,
      created_at: tenant.createdAt,
    });
  }
}

/** One page of tenants. */
export class TenantPageDto {
  items: TenantOverviewDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
