import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { BadInputError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import type { ModelType } from '../../kernel/model-type.js';
import { ModelPriceDto } from '../../providers/dto/model-price.dto.js';
import type { DiscoveredModel } from '../credentials/credential-models.service.js';
import type { CredentialRecord } from '../credentials/credential-record.js';
import type { CredentialChange, NewCredential } from '../credentials/credentials.service.js';
import type { OwnModel } from '../credentials/own-models.js';
import type { ModelOfFactory } from '../tenant-models.repository.js';
import { OperatorPriceDto } from './operator-price.dto.js';
import { CallTimeoutsDto } from './credential-model-change.dto.js';
import { NamedModelDto, VerificationResultDto } from './verify-credential.dto.js';

const MOST_MODELS = 200;
const MOST_TENANTS = 1000;
const MOST_TOKENS = 2_147_483_647;

/** A model to be added. */
@KnownFieldsOnly()
export class NewModelDto extends NamedModelDto {
  /** Its context length; the catalog's when left out. */
  @IsOptional()
  @IsInt()
  @IsPositive()
  @Max(MOST_TOKENS, { message: `max_tokens must be at most ${MOST_TOKENS}` })
  max_tokens?: number | null;

  /** In the service's terms. */
  toModel(): OwnModel {
    return { name: this.name, type: this.type, maxTokens: this.max_tokens ?? null };
  }
}

/** A provider to be connected. */
@KnownFieldsOnly()
export class CreateCredentialDto {
  /**
   * A factory's name as `GET /api/v1/factories` spells it.
   * @example OpenAI
   */
  @IsNotEmpty({ message: 'factory is required' })
  @IsString()
  @MaxLength(128)
  factory: string;

  /**
   * What you call it; the factory's name when left out. A factory may have several credentials.
   * @example "OpenAI, research"
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  label?: string | null;

  /** Where the provider is, if not at its usual place. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  base_url?: string | null;

  /**
   * The fields that the factory's `credential_fields` name.
   * @example { "api_key": "sk-…" }
   */
  @IsOptional()
  @IsObject()
  credential?: Record<string, unknown> | null;

  /** The models to add; all of the factory's catalog when left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MODELS, { message: `models must hold at most ${MOST_MODELS}` })
  @ValidateNested({ each: true })
  @Type(() => NewModelDto)
  models?: NewModelDto[] | null;

  /** Ask the provider first, and save nothing unless one of the model types answers. Self-deployed ones are saved unasked. */
  @IsOptional()
  @IsBoolean()
  verify?: boolean | null = true;

  /** In the service's terms. */
  toNewCredential(): NewCredential {
    return {
      factory: this.factory,
      label: this.label ?? '',
      baseUrl: this.base_url ?? '',
      credential: this.credential ?? {},
      models: this.models?.map((model) => model.toModel()) ?? null,
      verify: this.verify ?? true,
    };
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UpdateCredentialDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'label must not be empty' })
  label?: string;

  /** Another place, together with the whole credential; empty for the factory's usual one. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  base_url?: string | null;

  /**
   * The fields to change. One that is left out, or sent back as it was shown, stays; null takes one away.
   * @example { "api_key": "sk-…" }
   */
  @IsOptional()
  @IsObject()
  credential?: Record<string, unknown> | null;

  /** Ask the provider first when its place or the credential changes, and change nothing when it refuses. */
  @IsOptional()
  @IsBoolean()
  verify?: boolean | null = true;

  /** In the service's terms. */
  toChange(): CredentialChange {
    return {
      ...(this.label === undefined ? {} : { label: this.label }),
      ...(this.base_url === undefined ? {} : { baseUrl: this.base_url ?? '' }),
      ...(this.credential ? { credential: this.credential } : {}),
      verify: this.verify ?? true,
    };
  }
}

/** With which tenants a credential is shared: exactly these, or all. */
@KnownFieldsOnly()
export class ShareCredentialDto {
  /**
   * The tenants that may use it, and no others; empty for none.
   * @example ["6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TENANTS, { message: `tenant_ids must hold at most ${MOST_TENANTS}` })
  @Matches(HEX_ID, { each: true, message: 'tenant_ids must hold ids of tenants' })
  tenant_ids?: string[] | null;

  /** Every tenant of the instance, in place of `tenant_ids`. For instance administrators. */
  @IsOptional()
  @IsBoolean()
  all?: boolean | null;

  /** In the service's terms. @throws BadInputError for both, or neither */
  toRecipients(): 'all' | string[] {
    const isForAll = this.all ?? false;
    if (isForAll && this.tenant_ids) throw shareError('all', 'tenant_ids and all exclude each other');
    if (isForAll) return 'all';
    if (!this.tenant_ids) throw shareError('tenant_ids', 'tenant_ids is required');
    return this.tenant_ids;
  }
}

@KnownFieldsOnly()
export class ForceQueryDto {
  /** `true` removes it although something uses it. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'force must be true or false' })
  force?: string;
}

/** What was found out about a credential when the provider was last asked. */
export class StoredVerificationDto {
  /** valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged. */
  verdict: string;

  checked_at: string;

  results: VerificationResultDto[];
}

/** A provider that is connected, without its secrets. */
export class CredentialDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  /** @example OpenAI */
  factory: string;

  label: string;

  /** Empty for the factory's usual place. */
  base_url: string;

  /**
   * The credential's fields; secret ones masked.
   * @example { "api_key": "sk-proj-…a1b2" }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  credential: Record<string, string>;

  /** Null when the provider was never asked. */
  verification: StoredVerificationDto | null;

  /** `all`, or the ids of tenants. */
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['all'] },
      { type: 'array', items: { type: 'string' } },
    ],
  })
  shared_with: 'all' | string[];

  model_count: number;

  /** Through which surface it came: `own`, `ragflow` or `langbot`. */
  source: string;

  created_at: Date;

  updated_at: Date;

  static from(record: CredentialRecord): CredentialDto {
    return Object.assign(new CredentialDto(), {
      id: record.id,
      factory: record.factory,
      label: record.label,
      base_url: record.baseUrl,
      credential: { ...record.shown },
      verification: record.verification as StoredVerificationDto | null,
      shared_with: record.sharedWithAll ? ('all' as const) : [...record.sharedWith],
      model_count: record.modelCount,
      source: record.source,
      created_at: record.createdAt,
      updated_at: record.updatedAt,
    });
  }
}

/** One page of credentials. */
export class CredentialPageDto {
  items: CredentialDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}

/** A model that a credential opens. */
export class CredentialModelDto {
  id: string;

  /** @example gpt-4o-mini */
  name: string;

  type: ModelType;

  /** Null when nobody said. */
  max_tokens: number | null;

  enabled: boolean;

  /** How long the gateway waits for it; null for the gateway's own. */
  timeouts: CallTimeoutsDto | null;

  /** What the operator said it costs; null for the public price. */
  price: OperatorPriceDto | null;

  /** By the credential's own tenant. */
  used_token: number;

  static from(model: ModelOfFactory): CredentialModelDto {
    return Object.assign(new CredentialModelDto(), {
      id: model.id,
      name: model.name,
      type: model.type,
      max_tokens: model.maxTokens,
      enabled: model.isEnabled,
      timeouts: model.timeouts as CallTimeoutsDto | null,
      price: model.price && OperatorPriceDto.from(model.price),
      used_token: Number(model.usedTokens),
    });
  }
}

export class CredentialModelListDto {
  items: CredentialModelDto[];
}

/** A model that the provider itself lists. */
export class DiscoveredModelDto {
  /** @example gpt-4o-mini */
  name: string;

  /** Null when it is of no type that can be added, or nobody knows. */
  type: ModelType | null;

  /** Tokens of question and answer together; null when nobody says. */
  context_length: number | null;

  /** Tokens of an answer at most; null when nobody says. */
  max_output_tokens: number | null;

  /** @example ["tools", "vision"] */
  abilities: string[];

  /** The vendor's public price; null when none is known. */
  price: ModelPriceDto | null;

  /** Whether the credential has it already. */
  added: boolean;

  static from(model: DiscoveredModel): DiscoveredModelDto {
    return Object.assign(new DiscoveredModelDto(), {
      name: model.name,
      type: model.type,
      context_length: model.contextLength,
      max_output_tokens: model.maxOutputTokens,
      abilities: [...model.abilities],
      price: model.price && ModelPriceDto.from(model.price),
      added: model.isAdded,
    });
  }
}

export class DiscoveryDto {
  models: DiscoveredModelDto[];
}

function shareError(field: string, message: string): BadInputError {
  return BadInputError.inField(field, 'required', message);
}
