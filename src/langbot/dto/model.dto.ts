import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { ModelOfProvider } from '../../models/langbot/langbot-model.js';
import { kindOfType } from '../../models/langbot/model-kind.js';
import { keysIn, maskKeys, type KeyGroup, type ProviderKeys } from '../../models/langbot/provider-keys.js';
import { localTime } from '../local-time.js';
import { ProviderDto } from './provider.dto.js';
import { ApiKeysProperty } from './provider-request.dto.js';

export class ModelsQueryDto {
  /** Only the models of one provider. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  provider_uuid?: string;
}

/** A model as both generations of LangBot's clients read it. */
export class ProviderModelDto {
  uuid: string;

  /** @example "My Custom Model" */
  name: string;

  description: string;

  /** @example openai-chat-completions */
  requester: string;

  /** As posted, with the address that the provider has by now. */
  requester_config: Record<string, unknown>;

  /** In the shape last written, masked: the first 8 and the last 4 characters of each, or `***`. */
  @ApiKeysProperty(true)
  api_keys: string[] | KeyGroup[];

  provider_uuid: string;

  provider: ProviderDto;

  /** LLMs only. @example ["chat", "vision"] */
  abilities?: string[];

  extra_args: Record<string, unknown>;

  prefered_ranking: number;

  /** LLMs only. */
  context_length?: number | null;

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  updated_at: string;

  static from({ model, fields, provider }: ModelOfProvider): ProviderModelDto {
    const { abilities, contextLength: context_length } = fields;
    return Object.assign(new ProviderModelDto(), {
      uuid: model.id,
      name: fields.name,
      description: fields.description,
      requester: provider.requester,
      requester_config: fields.requesterConfig ?? {},
      api_keys: drawKeys(maskKeys(provider.keys)),
      provider_uuid: provider.credential.id,
      provider: ProviderDto.from(provider),
      ...(kindOfType(model.type) === 'llm' ? { abilities: [...abilities], context_length } : {}),
      extra_args: fields.extraArgs,
      prefered_ranking: fields.ranking,
      created_at: localTime(model.createdAt),
      updated_at: localTime(model.updatedAt),
    });
  }
}

export class ProviderModelListDto {
  models: ProviderModelDto[];
}

export class OneProviderModelDto {
  model: ProviderModelDto;
}

function drawKeys(keys: ProviderKeys): string[] | KeyGroup[] {
  return keys.shape === 'list' ? keysIn(keys) : [...keys.groups];
}
