import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { BadInputError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import { CreateAliasDto } from '../../models/aliases/dto/alias-request.dto.js';
import { CallTimeoutsDto } from '../../models/dto/credential-model-change.dto.js';
import { NewModelDto } from '../../models/dto/credentials.dto.js';
import { SetDefaultModelsDto } from '../../models/dto/models.dto.js';
import { AddMemberDto } from '../../tenants/dto/tenant.dto.js';
import type {
  ApplyOptions,
  DesiredConfiguration,
  DesiredCredential,
  DesiredModel,
  DesiredTenant,
} from '../desired-configuration.js';
import { IsSharedWith } from './is-shared-with.js';

const MOST_TENANTS = 100;
const MOST_MEMBERS = 500;
const MOST_CREDENTIALS = 200;
const MOST_MODELS = 200;
const MOST_ALIASES = 500;
const DIGEST = /^[0-9a-f]{64}$/;

/** A model that a credential is to open. */
@KnownFieldsOnly()
export class ConfiguredModelDto extends NewModelDto {
  /** Whether it can be called and is offered. Left out: as it is; new ones are. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean | null;

  /** How long the gateway waits for it; null for the gateway's own. Left out: as it is. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CallTimeoutsDto)
  timeouts?: CallTimeoutsDto | null;

  /** In the service's terms. */
  toDesired(): DesiredModel {
    return {
      ...this.toModel(),
      ...(typeof this.enabled === 'boolean' ? { isEnabled: this.enabled } : {}),
      ...(this.timeouts === undefined ? {} : { timeouts: this.timeouts?.toTimeouts() ?? null }),
    };
  }
}

/** A provider that a tenant is to have connected. */
@KnownFieldsOnly()
export class ConfiguredCredentialDto {
  /**
   * What it is called; within the tenant it is known by this.
   * @example openai-main
   */
  @IsNotEmpty({ message: 'label is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'label is required' })
  label: string;

  /**
   * A factory's name as `GET /api/v1/factories` spells it. It can't change.
   * @example OpenAI
   */
  @IsNotEmpty({ message: 'factory is required' })
  @IsString()
  @MaxLength(128)
  factory: string;

  /** Where the provider is; empty for its usual place. Left out: as it is. Changes together with the whole credential. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  base_url?: string | null;

  /**
   * The fields that the factory's `credential_fields` name. What is left out, or is the mask that we show, stays; null
   * takes a field away.
   * @example { "api_key": "sk-…" }
   */
  @IsOptional()
  @IsObject()
  credential?: Record<string, unknown> | null;

  /** The models that it opens. Left out: all of the catalog for a new credential, else as they are. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MODELS, { message: `models must hold at most ${MOST_MODELS}` })
  @ValidateNested({ each: true })
  @Type(() => ConfiguredModelDto)
  models?: ConfiguredModelDto[] | null;

  /**
   * With exactly which tenants it is shared, by name or id; `all` is for instance administrators. Left out: as it is.
   * @example ["Support"]
   */
  @IsOptional()
  @IsSharedWith()
  @ApiProperty({
    oneOf: [{ type: 'string', enum: ['all'] }, { type: 'array', items: { type: 'string' } }, { type: 'null' }],
    required: false,
  })
  shared_with?: 'all' | string[] | null;

  /** In the service's terms. */
  toDesired(): DesiredCredential {
    return {
      label: this.label.trim(),
      factory: this.factory,
      ...(typeof this.base_url === 'string' ? { baseUrl: this.base_url } : {}),
      ...(this.credential ? { credential: this.credential } : {}),
      ...(this.models ? { models: this.models.map((model) => model.toDesired()) } : {}),
      ...(this.shared_with ? { sharedWith: this.shared_with } : {}),
    };
  }
}

/** A tenant as it is to be. Sections that are left out stay as they are. */
@KnownFieldsOnly()
export class ConfiguredTenantDto {
  /**
   * Its name, among the tenants that you may administer. Instance administrators make those that there are not.
   * @example Research
   */
  @IsOptional()
  @IsString()
  @MaxLength(160)
  @Matches(/\S/, { message: 'name must not be empty' })
  name?: string | null;

  /** In place of the name, where several are called so. */
  @IsOptional()
  @IsString()
  @Matches(HEX_ID, { message: 'id must be the id of a tenant' })
  id?: string | null;

  /** Existing users and their roles. For users who signed in, not for API keys. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MEMBERS, { message: `members must hold at most ${MOST_MEMBERS}` })
  @ValidateNested({ each: true })
  @Type(() => AddMemberDto)
  members?: AddMemberDto[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_CREDENTIALS, { message: `credentials must hold at most ${MOST_CREDENTIALS}` })
  @ValidateNested({ each: true })
  @Type(() => ConfiguredCredentialDto)
  credentials?: ConfiguredCredentialDto[] | null;

  /** Default models: null or an empty text clears one, one that is left out stays, prune or not. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SetDefaultModelsDto)
  defaults?: SetDefaultModelsDto | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ALIASES, { message: `aliases must hold at most ${MOST_ALIASES}` })
  @ValidateNested({ each: true })
  @Type(() => CreateAliasDto)
  aliases?: CreateAliasDto[] | null;

  /** In the service's terms. */
  toDesired(): DesiredTenant {
    return {
      id: this.id ?? null,
      name: this.name ?? null,
      ...(this.members ? { members: this.members.map(({ email, role }) => ({ email, role })) } : {}),
      ...(this.credentials ? { credentials: this.credentials.map((one) => one.toDesired()) } : {}),
      ...(this.defaults ? { defaults: this.defaults } : {}),
      ...(this.aliases ? { aliases: this.aliases.map((alias) => alias.toNewAlias()) } : {}),
    };
  }
}

/** What belongs to no tenant. For instance administrators. */
@KnownFieldsOnly()
export class ConfiguredInstanceDto {
  /** Default models of the instance, named as your own tenant has them. */
  @IsDefined({ message: 'defaults is required' })
  @IsObject()
  @ValidateNested()
  @Type(() => SetDefaultModelsDto)
  defaults: SetDefaultModelsDto;
}

/** Tenants as they are to be. */
@KnownFieldsOnly()
export class ConfigurationDto {
  /** Work out and try everything, and change nothing. */
  @IsOptional()
  @IsBoolean()
  dry_run?: boolean | null = false;

  /** The `plan_digest` of a plan before: if something else would be done now, a 409 and nothing is done. */
  @IsOptional()
  @IsString()
  @Matches(DIGEST, { message: 'expect must be the plan_digest of a plan' })
  expect?: string | null;

  /** In sections that are given, delete what is not listed. Other tenants and other sections stay. */
  @IsOptional()
  @IsBoolean()
  prune?: boolean | null = false;

  /** Ask providers about new and changed credentials first, as `POST /api/v1/credentials` does. */
  @IsOptional()
  @IsBoolean()
  verify?: boolean | null = true;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TENANTS, { message: `tenants must hold at most ${MOST_TENANTS}` })
  @ValidateNested({ each: true })
  @Type(() => ConfiguredTenantDto)
  tenants?: ConfiguredTenantDto[] | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ConfiguredInstanceDto)
  instance?: ConfiguredInstanceDto | null;

  /** In the service's terms. @throws BadInputError when there is nothing in it */
  toConfiguration(): DesiredConfiguration {
    if (!this.tenants && !this.instance) {
      throw BadInputError.inField('tenants', 'required', 'tenants or instance is required');
    }
    return {
      tenants: (this.tenants ?? []).map((tenant) => tenant.toDesired()),
      ...(this.instance ? { instanceDefaults: this.instance.defaults } : {}),
    };
  }

  /** In the service's terms. */
  toOptions(): ApplyOptions {
    return {
      isDryRun: this.dry_run ?? false,
      expect: this.expect ?? null,
      prune: this.prune ?? false,
      verify: this.verify ?? true,
    };
  }
}
