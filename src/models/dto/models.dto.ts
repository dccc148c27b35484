import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import type { ModelType } from '../../kernel/model-type.js';
import type { DefaultIds } from '../default-slots.js';
import type { ListedFactory, ListedModel } from '../models-overview.js';

/** A model in the list of a factory. */
export class ListedModelDto {
  type: ModelType;

  /** @example gpt-4o-mini */
  name: string;

  used_token: number;

  /**
   * `1` usable, `0` switched off.
   * @example 1
   */
  status: string;

  /** With details: where the provider is; empty for its usual place. */
  api_base?: string;

  /** With details: the context length. */
  max_tokens?: number;

  static from(
    { type, name, usedTokens, isEnabled, baseUrl, maxTokens }: ListedModel,
    hasDetails: boolean,
  ): ListedModelDto {
    return Object.assign(new ListedModelDto(), {
      type,
      name,
      used_token: usedTokens,
      status: isEnabled ? '1' : '0',
      ...(hasDetails ? { api_base: baseUrl, max_tokens: maxTokens } : {}),
    });
  }
}

/** A factory in the list. */
export class ListedFactoryDto {
  /** @example "LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION" */
  tags: string;

  llm: ListedModelDto[];

  static from({ tags, models }: ListedFactory, hasDetails: boolean): ListedFactoryDto {
    return Object.assign(new ListedFactoryDto(), {
      tags,
      llm: models.map((model) => ListedModelDto.from(model, hasDetails)),
    });
  }
}

export class ListModelsQueryDto {
  /** `true`, in any case, adds `api_base` and `max_tokens`. */
  @IsOptional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  include_details?: unknown;
}

export class DefaultModelsQueryDto {
  /** `true` leaves out what the instance fills in. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'own must be true or false' })
  own?: string;
}

/** Default models to set. `null` or an empty string clears one; an absent field stays. `name` or `name@Factory`. */
@KnownFieldsOnly()
export class SetDefaultModelsDto {
  /**
   * Chat.
   * @example gpt-4o-mini@OpenAI
   */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  llm_id?: string | null;

  /**
   * Embedding.
   * @example text-embedding-3-small
   */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  embd_id?: string | null;

  /**
   * Speech to text.
   * @example whisper-1
   */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  asr_id?: string | null;

  /** Image to text. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  img2txt_id?: string | null;

  /** Rerank. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  rerank_id?: string | null;

  /**
   * Text to speech.
   * @example tts-1
   */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  tts_id?: string | null;
}

/** The same as RAGFlow's clients send it, who may send more than is read. */
export class SetTenantDefaultsDto extends SetDefaultModelsDto {}

/** The default models; empty where none is set. */
export class DefaultModelsDto {
  /** @example gpt-4o-mini@OpenAI */
  llm_id: string;

  embd_id: string;

  asr_id: string;

  img2txt_id: string;

  rerank_id: string;

  tts_id: string;

  static from(ids: DefaultIds): DefaultModelsDto {
    return Object.assign(new DefaultModelsDto(), ids);
  }
}
