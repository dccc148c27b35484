import { Type } from 'class-transformer';
import {
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
import type { BaseChange, NewBase } from '../bases/bases.service.js';

export const MOST_CHUNKS_WANTED = 100;
const USUAL_CHUNKS = 5;
const LONGEST_MODEL = 384;

/** LangBot's second generation says it in here. */
export class CreationSettingsDto {
  /** See `embedding_model_uuid` of the base. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_MODEL)
  embedding_model_uuid?: string | null;
}

/** LangBot's second generation says it in here. */
export class RetrievalSettingsDto {
  /** See `top_k` of the base. @example 5 */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'top_k must be at least 1' })
  @Max(MOST_CHUNKS_WANTED, { message: `top_k must be at most ${MOST_CHUNKS_WANTED}` })
  top_k?: number | null;
}

class BaseFieldsDto {
  /** @example "What new colleagues ask" */
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  description?: string | null;

  /** A picture for consoles. @example "📚" */
  @IsOptional()
  @IsString()
  @MaxLength(32)
  emoji?: string | null;

  /**
   * The embedding model: its `uuid`, `name@Factory`, a bare name or an alias. Left out or empty: the tenant's default
   * embedding model, else the server's built-in one. Another one in an update embeds all files anew.
   * @example text-embedding-3-small@OpenAI
   */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_MODEL)
  embedding_model_uuid?: string | null;

  /** How many chunks an answer holds unless the question says. @example 5 */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'top_k must be at least 1' })
  @Max(MOST_CHUNKS_WANTED, { message: `top_k must be at most ${MOST_CHUNKS_WANTED}` })
  top_k?: number | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CreationSettingsDto)
  creation_settings?: CreationSettingsDto | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RetrievalSettingsDto)
  retrieval_settings?: RetrievalSettingsDto | null;
}

/** A base to be made. */
export class CreateBaseDto extends BaseFieldsDto {
  /** @example Handbook */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @Matches(/\S/, { message: 'name must not be blank' })
  @MaxLength(255)
  name: string;

  /** In the service's terms. */
  toNewBase(): NewBase {
    return {
      name: this.name,
      description: this.description ?? '',
      emoji: this.emoji ?? null,
      embeddingModel: this.embedding_model_uuid || this.creation_settings?.embedding_model_uuid || '',
      topK: this.top_k ?? this.retrieval_settings?.top_k ?? USUAL_CHUNKS,
    };
  }
}

/** What is to change; fields that are absent stay. */
export class UpdateBaseDto extends BaseFieldsDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsNotEmpty({ message: 'name must not be empty' })
  @IsString()
  @Matches(/\S/, { message: 'name must not be blank' })
  @MaxLength(255)
  name?: string;

  /** In the service's terms. */
  toChange(): BaseChange {
    const topK = this.top_k ?? this.retrieval_settings?.top_k;
    return {
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.description === undefined ? {} : { description: this.description ?? '' }),
      ...(this.emoji === undefined ? {} : { emoji: this.emoji }),
      ...(this.embedding_model_uuid ? { embeddingModel: this.embedding_model_uuid } : {}),
      ...(topK === null || topK === undefined ? {} : { topK }),
    };
  }
}

/** A question to a base. */
export class RetrieveDto {
  /** @example "How many days of holiday do I have?" */
  @IsNotEmpty({ message: 'Query is required and cannot be empty' })
  @IsString()
  @Matches(/\S/, { message: 'Query is required and cannot be empty' })
  @MaxLength(8000)
  query: string;

  /** How many chunks are wanted; the base's own number when left out. @example 3 */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'top_k must be at least 1' })
  @Max(MOST_CHUNKS_WANTED, { message: `top_k must be at most ${MOST_CHUNKS_WANTED}` })
  top_k?: number | null;

  /** A rerank model that puts the best in front: `name@Factory`, a bare name or an alias. None when left out. */
  @IsOptional()
  @IsString()
  @IsNotEmpty({ message: 'rerank_model must not be empty' })
  @MaxLength(LONGEST_MODEL)
  rerank_model?: string | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RetrievalSettingsDto)
  retrieval_settings?: RetrievalSettingsDto | null;
}
