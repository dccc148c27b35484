import type { ModelType } from '../../kernel/model-type.js';
import type { CatalogModel } from '../factory.js';
import { ModelPriceDto } from './model-price.dto.js';

/** A model that comes with adding the whole factory. */
export class CatalogModelDto {
  /** The name the vendor knows it by. */
  name: string;
  type: ModelType;
  /** The limit RAGFlow's clients read: usually the context window in tokens; null when the vendor names none. */
  max_tokens: number | null;
  /** Tokens of question and answer together; null for audio and where the vendor is silent. */
  context_length: number | null;
  /** What it can do besides its type: `chat`, `tools`, `vision`, `reasoning`, `json_schema`. */
  abilities: string[];
  /** Tokens of an answer at most; null when the vendor names no limit. */
  max_output_tokens: number | null;
  /** The vendor's public price; null when none is known. */
  price: ModelPriceDto | null;
  /** The day on which the vendor ends it (YYYY-MM-DD); null when none is known. */
  ends_on: string | null;

  static from(model: CatalogModel): CatalogModelDto {
    return Object.assign(new CatalogModelDto(), {
      name: model.name,
      type: model.type,
      max_tokens: model.maxTokens,
      context_length: model.contextLength,
      abilities: [...model.abilities],
      max_output_tokens: model.maxOutputTokens,
      price: model.price === null ? null : ModelPriceDto.from(model.price),
      ends_on: model.endsOn,
    });
  }
}
