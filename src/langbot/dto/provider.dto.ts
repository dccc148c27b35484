import { ApiProperty } from '@nestjs/swagger';
import type { CountedProvider } from '../../models/langbot/langbot-providers.service.js';
import { keysIn, maskKeys } from '../../models/langbot/provider-keys.js';
import type { StoredProvider } from '../../models/langbot/provider-store.js';
import { localTime } from '../local-time.js';

/** A provider that the tenant is connected to, through whichever surface. */
export class ProviderDto {
  uuid: string;

  /** @example "Our OpenAI account" */
  name: string;

  /** @example openai-chat-completions */
  requester: string;

  /** @example https://api.openai.com/v1 */
  base_url: string;

  /** Masked: the first 8 and the last 4 characters, or `***`. */
  api_keys: string[];

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  updated_at: string;

  static from({ credential, requester, address, keys }: StoredProvider): ProviderDto {
    return Object.assign(new ProviderDto(), {
      uuid: credential.id,
      name: credential.label,
      requester,
      base_url: address,
      api_keys: keysIn(maskKeys(keys)),
      created_at: localTime(credential.createdAt),
      updated_at: localTime(credential.updatedAt),
    });
  }
}

/** A provider with how many models it has. */
export class CountedProviderDto extends ProviderDto {
  llm_count: number;

  embedding_count: number;

  rerank_count: number;

  static fromCounted({ provider, counts }: CountedProvider): CountedProviderDto {
    return Object.assign(new CountedProviderDto(), ProviderDto.from(provider), {
      llm_count: counts.llm,
      embedding_count: counts.embedding,
      rerank_count: counts.rerank,
    });
  }
}

export class ProviderListDto {
  providers: CountedProviderDto[];
}

export class OneProviderDto {
  provider: CountedProviderDto;
}

/** Where to find what was made. */
export class CreatedDto {
  @ApiProperty({ format: 'uuid' })
  uuid: string;
}
