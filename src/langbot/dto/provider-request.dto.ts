import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { listOfKeys } from '../../models/langbot/provider-keys.js';
import type { ProviderChange, ProviderValues } from '../../models/langbot/provider-changes.js';
import { AsPosted } from './as-posted.js';
import { IsProviderKeys, readProviderKeys } from './is-provider-keys.js';

/** Documents a field of keys: a plain list, or named groups. */
export function ApiKeysProperty(isRequired: boolean): PropertyDecorator {
  const text = { type: 'string' };
  const group = { type: 'object', properties: { name: text, keys: { type: 'array', items: text } } };
  return ApiProperty({ type: 'array', items: { oneOf: [text, group] }, required: isRequired, example: ['sk-…'] });
}

class ProviderFieldsDto {
  /** Where the provider is; the requester's own address when left out or empty. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  base_url?: string | null;

  /** The provider's API keys; the first one is used. A mask that comes back means the key that is stored. */
  @IsOptional()
  @AsPosted()
  @IsProviderKeys()
  @ApiKeysProperty(false)
  api_keys?: unknown;
}

/** A provider to be connected. It is not asked; only its address is judged. */
export class CreateProviderDto extends ProviderFieldsDto {
  /** @example "Our OpenAI account" */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name is required' })
  name: string;

  /**
   * The kind of provider, as `GET /api/v1/provider/requesters` names it. Any other name is served as an
   * OpenAI-compatible server at `base_url`.
   * @example openai-chat-completions
   */
  @IsNotEmpty({ message: 'requester is required' })
  @IsString()
  @MaxLength(255)
  requester: string;

  /** In the service's terms. */
  toValues(): ProviderValues {
    return {
      requester: this.requester,
      baseUrl: this.base_url?.trim() ?? '',
      keys: this.api_keys ? readProviderKeys(this.api_keys) : listOfKeys([]),
    };
  }
}

/** What is to change; fields that are absent stay. */
export class UpdateProviderDto extends ProviderFieldsDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name must not be empty' })
  name?: string;

  /** @example openai-chat-completions */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'requester must not be empty' })
  requester?: string;

  /** In the service's terms. */
  toChange(): ProviderChange {
    const { name, requester, base_url, api_keys } = this;
    return {
      ...(name !== undefined ? { label: name } : {}),
      ...(requester !== undefined ? { requester } : {}),
      ...(base_url !== undefined ? { baseUrl: base_url?.trim() ?? '' } : {}),
      ...(api_keys !== undefined && api_keys !== null ? { keys: readProviderKeys(api_keys) } : {}),
    };
  }
}

/** A provider inside a model: one that there is, by its `uuid`, or one with these values, found or made. */
export class ModelProviderDto extends ProviderFieldsDto {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  uuid?: string | null;

  /** @example openai-chat-completions */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  requester?: string | null;
}
