import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { SCOPES, type Scope } from '../../kernel/scope.js';
import { withZone, zonelessTime } from '../../kernel/zoneless-time.js';
import type { LangBotKeyChange, LangBotKeyRequest, NumberedKey } from '../langbot-keys.service.js';
import { readExpiry } from './api-key-request.dto.js';

const NAME_REQUIRED = { message: 'Name is required' };

export class CreateLangBotKeyDto {
  /** @example "build server" */
  @IsNotEmpty(NAME_REQUIRED)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, NAME_REQUIRED)
  name: string;

  /** What it is for. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string | null;

  /**
   * What the key may do; never more than you may. Left out: `*`, or all that the calling key can hand on.
   * @example ["inference", "models:read"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty({ message: 'scopes must not be empty' })
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true, message: `scopes must be among: ${SCOPES.join(', ')}` })
  scopes?: Scope[] | null;

  /**
   * When it ends by itself, in the future; in UTC unless it names a zone. Null for never.
   * @example 2030-01-01T00:00:00
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  expires_at?: string | null;

  /** In the service's terms. */
  toRequest(): LangBotKeyRequest {
    return {
      name: this.name,
      description: this.description ?? '',
      scopes: this.scopes ?? null,
      expiresAt: readExpiry(this.expires_at && withZone(this.expires_at)) ?? null,
    };
  }
}

/** What is to change; fields that are absent stay. */
export class UpdateLangBotKeyDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsNotEmpty(NAME_REQUIRED)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, NAME_REQUIRED)
  name?: string;

  /** What it is for. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string | null;

  /** In the service's terms. */
  toChange(): LangBotKeyChange {
    return {
      ...(this.name !== undefined ? { name: this.name } : {}),
      ...(this.description !== undefined ? { description: this.description ?? '' } : {}),
    };
  }
}

/** An API key as LangBot's clients know it. */
export class LangBotKeyDto {
  /** @example 7 */
  id: number;

  /**
   * Its id on Latchkey's own surface.
   * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
   */
  uuid: string;

  /** @example "build server" */
  name: string;

  /**
   * The key itself when it was just made; ever after, how it looks.
   * @example lbk_Ab3d…x9_Z
   */
  key: string;

  /** Whether `key` is the whole key. */
  secret_available: boolean;

  description: string;

  /** @example ["*"] */
  scopes: Scope[];

  /** `active`, or `paused` while it is refused. */
  status: string;

  /** When it ends by itself, or null. */
  expires_at: string | null;

  /** Null when it was never used. */
  last_used_at: string | null;

  /** @example 2026-11-24T16:03:41 */
  created_at: string;

  updated_at: string;

  static from({ key, text, isWhole, lastUsedAt }: NumberedKey): LangBotKeyDto {
    return Object.assign(new LangBotKeyDto(), {
      id: key.number,
      uuid: key.id,
      name: key.name,
      key: text,
      secret_available: isWhole,
      description: key.description,
      scopes: [...key.scopes],
      status: key.paused ? 'paused' : 'active',
      expires_at: key.expiresAt && zonelessTime(key.expiresAt),
      last_used_at: lastUsedAt && zonelessTime(lastUsedAt),
      created_at: zonelessTime(key.createdAt),
      updated_at: zonelessTime(key.updatedAt),
    });
  }
}

export class LangBotKeyAnswerDto {
  key: LangBotKeyDto;
}

export class LangBotKeyListDto {
  keys: LangBotKeyDto[];
}
