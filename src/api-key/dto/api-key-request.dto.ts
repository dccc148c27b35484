import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { HEX_ID } from '../../kernel/ids.js';
import { SCOPES, type Scope } from '../../kernel/scope.js';
import { KnownFieldsOnly, OptionalBody } from '../../http/validation.pipe.js';
import type { KeyChange, KeyRequest } from '../api-keys.service.js';
import { InvalidKeyFieldError } from '../api-key.errors.js';
import { IsAddressRange } from './is-address-range.js';

const SCOPE_LIST = SCOPES.join(', ');
const MOST_ITEMS = 200;
const MOST_OVERLAP_SECONDS = 30 * 86_400;

/** What bounds a key. */
class KeyBoundsDto {
  /** What it is for. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string;

  /**
   * What the key may do; never more than you may. `keys:write` and `admin` can only be granted by a user who signed in.
   * @example ["inference", "models:read"]
   */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayNotEmpty({ message: 'scopes must not be empty' })
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true, message: `scopes must be among: ${SCOPE_LIST}` })
  scopes?: Scope[];

  /** The only models it may use at the gateway; null for all. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ITEMS)
  @IsString({ each: true })
  @MaxLength(256, { each: true })
  allowed_models?: string[] | null;

  /**
   * The only addresses or CIDRs from which it may use the gateway; null for all.
   * @example ["10.1.0.0/16"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ITEMS)
  @IsAddressRange()
  allowed_addresses?: string[] | null;

  /**
   * When it ends by itself, in the future; null for never.
   * @example 2030-01-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  expires_at?: string | null;
}

/** A key to be made. */
@KnownFieldsOnly()
export class CreateApiKeyDto extends KeyBoundsDto {
  /** @example "build server" */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name is required' })
  name: string;

  /** The user as whom it acts, in their own tenant unless `tenant_id` says otherwise. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'user_id must be 32 hex characters' })
  user_id?: string;

  /** The tenant it is bound to. For administrators. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /** In the service's terms. */
  toRequest(): KeyRequest {
    return {
      source: 'own',
      name: this.name,
      description: this.description ?? '',
      scopes: this.scopes ?? ['*'],
      allowedModels: this.allowed_models ?? null,
      allowedAddresses: this.allowed_addresses ?? null,
      expiresAt: readExpiry(this.expires_at) ?? null,
      ...(this.user_id ? { userId: this.user_id } : {}),
      ...(this.tenant_id ? { tenantId: this.tenant_id } : {}),
    };
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UpdateApiKeyDto extends KeyBoundsDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name must not be empty' })
  name?: string;

  /** Pauses or resumes the key. */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  paused?: boolean;

  /** The version you know; another one meanwhile is a 409. */
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  version?: number;

  /** In the service's terms. */
  toChange(): KeyChange {
    const expiresAt = readExpiry(this.expires_at);
    return {
      ...(this.name !== undefined ? { name: this.name } : {}),
      ...(this.description !== undefined ? { description: this.description ?? '' } : {}),
      ...(this.scopes !== undefined ? { scopes: this.scopes } : {}),
      ...(this.allowed_models !== undefined ? { allowedModels: this.allowed_models } : {}),
      ...(this.allowed_addresses !== undefined ? { allowedAddresses: this.allowed_addresses } : {}),
      ...(expiresAt !== undefined ? { expiresAt } : {}),
      ...(this.paused !== undefined ? { paused: this.paused } : {}),
      ...(this.version !== undefined ? { version: this.version } : {}),
    };
  }
}

@KnownFieldsOnly()
@OptionalBody()
export class RotateApiKeyDto {
  /** For how long the former token still works. */
  @IsOptional()
  @IsInt()
  @Min(0, { message: 'overlap_seconds must be at least 0' })
  @Max(MOST_OVERLAP_SECONDS, { message: `overlap_seconds must be at most ${MOST_OVERLAP_SECONDS}` })
  overlap_seconds?: number = 0;
}

/** @throws InvalidKeyFieldError for a time that has passed, or one (by week, say) that JavaScript can't read. */
export function readExpiry(text: string | null | undefined): Date | null | undefined {
  if (text === undefined || text === null) return text;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new InvalidKeyFieldError('expires_at', 'date_time', 'Field expires_at must be an ISO 8601 date and time');
  }
  if (time.getTime() <= Date.now()) {
    throw new InvalidKeyFieldError('expires_at', 'future', 'expires_at must be in the future');
  }
  return time;
}
