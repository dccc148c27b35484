import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { BadInputError, badField } from '../../kernel/app-error.js';
import type { ModelChange, ModelFields, NewModel, ProviderChoice } from '../../models/langbot/langbot-model.js';
import { listOfKeys } from '../../models/langbot/provider-keys.js';
import type { ProviderChange } from '../../models/langbot/provider-changes.js';
import { AsPosted } from './as-posted.js';
import { IsProviderKeys, readProviderKeys } from './is-provider-keys.js';
import { ApiKeysProperty, ModelProviderDto } from './provider-request.dto.js';

const MOST_ABILITIES = 50;
const LARGEST = 2_147_483_647;

/** What both generations of LangBot's clients say of a model, besides its name. */
class ModelFieldsDto {
  /** @example "For everyday questions" */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  description?: string | null;

  /**
   * First generation: the kind of provider, as `GET /api/v1/provider/requesters` names it.
   * @example openai-chat-completions
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  requester?: string | null;

  /**
   * First generation: `model` is what the provider is asked for (the model's name when left out), `base_url` where the
   * provider is (its usual place when left out). Kept as posted.
   * @example { "model": "gpt-4o-mini" }
   */
  @IsOptional()
  @AsPosted()
  @IsObject()
  requester_config?: Record<string, unknown> | null;

  /** First generation: the provider's API keys; the first one is used. A mask that comes back means the stored key. */
  @IsOptional()
  @AsPosted()
  @IsProviderKeys()
  @ApiKeysProperty(false)
  api_keys?: unknown;

  /** Second generation: the provider, by its `uuid`. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  provider_uuid?: string | null;

  /** Second generation: the provider, by its `uuid` or by what it is. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ModelProviderDto)
  provider?: ModelProviderDto | null;

  /**
   * LLMs only: what it can do, in free words.
   * @example ["chat", "vision", "func_call"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ABILITIES, { message: `abilities must hold at most ${MOST_ABILITIES}` })
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  abilities?: string[] | null;

  /**
   * Merged into the body of every call.
   * @example { "temperature": 0.2 }
   */
  @IsOptional()
  @AsPosted()
  @IsObject()
  extra_args?: Record<string, unknown> | null;

  /** A console's order; LangBot spells it so. */
  @IsOptional()
  @IsInt()
  @Min(-LARGEST, { message: 'prefered_ranking is out of range' })
  @Max(LARGEST, { message: 'prefered_ranking is out of range' })
  prefered_ranking?: number | null;

  /** How many tokens fit. */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'context_length must be at least 1' })
  @Max(LARGEST, { message: 'context_length is out of range' })
  context_length?: number | null;
}

/** A model to be added, in the form of either generation. The provider is not asked; only its address is judged. */
export class CreateProviderModelDto extends ModelFieldsDto {
  /** Need not be unique. @example "My Custom Model" */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name is required' })
  name: string;

  /** In the service's terms. @throws BadInputError */
  toNewModel(): NewModel {
    const fields: ModelFields = {
      name: this.name,
      description: this.description ?? '',
      abilities: this.abilities ?? [],
      extraArgs: this.extra_args ?? {},
      requesterConfig: readConfig(this.requester_config) ?? null,
      ranking: this.prefered_ranking ?? 0,
      contextLength: this.context_length ?? null,
    };
    return { fields, provider: this.toProvider() };
  }

  private toProvider(): ProviderChoice {
    const id = this.provider_uuid || this.provider?.uuid;
    if (id) return { id };
    if (this.provider) return fromSecond(this.provider);
    if (!this.requester) throw missing('requester');
    if (this.api_keys === undefined || this.api_keys === null) throw missing('api_keys');
    const baseUrl = addressIn(this.requester_config);
    return { values: { requester: this.requester, baseUrl, keys: readProviderKeys(this.api_keys) } };
  }
}

/** What is to change; fields that are absent stay, and `uuid` is ignored. */
export class UpdateProviderModelDto extends ModelFieldsDto {
  /** @example "Updated Model Name" */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name must not be empty' })
  name?: string;

  /** In the service's terms. @throws BadInputError */
  toChange(): ModelChange {
    const { name, description, abilities, extra_args, prefered_ranking, context_length } = this;
    const requesterConfig = readConfig(this.requester_config);
    const providerId = this.provider_uuid || this.provider?.uuid;
    const fields: Partial<ModelFields> = {
      ...(name !== undefined ? { name } : {}),
      ...(description !== undefined ? { description: description ?? '' } : {}),
      ...(abilities !== undefined ? { abilities: abilities ?? [] } : {}),
      ...(extra_args !== undefined ? { extraArgs: extra_args ?? {} } : {}),
      ...(requesterConfig !== undefined ? { requesterConfig } : {}),
      ...(prefered_ranking !== undefined ? { ranking: prefered_ranking ?? 0 } : {}),
      ...(context_length !== undefined ? { contextLength: context_length } : {}),
    };
    return { fields, ...(providerId ? { providerId } : {}), provider: this.toProviderChange() };
  }

  /** A provider that is named by its `uuid` is only repeated, as in a record that was read and is sent back. */
  private toProviderChange(): ModelChange['provider'] {
    const { requester, requester_config, api_keys, provider } = this;
    if (provider && !provider.uuid) {
      return {
        ...(provider.requester ? { requester: provider.requester } : {}),
        ...(provider.base_url !== undefined ? { baseUrl: provider.base_url?.trim() ?? '' } : {}),
        ...keysOf(provider.api_keys),
      };
    }
    return {
      ...(requester ? { requester } : {}),
      ...(requester_config ? { baseUrl: addressIn(requester_config) } : {}),
      ...keysOf(api_keys),
    };
  }
}

function keysOf(given: unknown): Pick<ProviderChange, 'keys'> {
  return given === undefined || given === null ? {} : { keys: readProviderKeys(given) };
}

function fromSecond({ requester, base_url, api_keys }: ModelProviderDto): ProviderChoice {
  if (!requester) throw missing('provider.requester');
  const keys = api_keys ? readProviderKeys(api_keys) : listOfKeys([]);
  return { values: { requester, baseUrl: base_url?.trim() ?? '', keys } };
}

function readConfig(config: Record<string, unknown> | null | undefined): Record<string, unknown> | null | undefined {
  for (const name of ['model', 'base_url']) {
    const value = config?.[name];
    if (value !== undefined && value !== null && typeof value !== 'string') throw badField(`requester_config.${name}`, 'string', 'must be a string'); // prettier-ignore
    if ((value ?? '').length > 255) throw badField(`requester_config.${name}`, 'max_length', 'is too long');
  }
  return config;
}

function addressIn(config: Record<string, unknown> | null | undefined): string {
  const given = readConfig(config)?.['base_url'];
  return typeof given === 'string' ? given.trim() : '';
}

function missing(field: string): BadInputError {
  return BadInputError.inField(field, 'required', `${field} is required`);
}
