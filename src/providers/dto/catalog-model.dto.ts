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
  /** Only with `include_prices`: tokens of an answer at most; null when the vendor names no limit. */
  max_output_tokens?: number | null;
  /** Only with `include_prices`: the vendor's public price; null when none is known. */
  price?: ModelPriceDto | null;
  /** Only with `include_prices`: the day on which the vendor ends it (YYYY-MM-DD); null when none is known. */
  ends_on?: string | null;

  static from(model: CatalogModel, hasPrices: boolean): CatalogModelDto {
    return Object.assign(new CatalogModelDto(), {
      name: model.name,
      type: model.type,
      max_tokens: model.maxTokens,
      context_length: model.contextLength,
      abilities: [...model.abilities],
      ...(hasPrices ? priceFields(model) : {}),
    });
  }
}

function priceFields({ maxOutputTokens, price, endsOn }: CatalogModel): Partial<CatalogModelDto> {
  return {
    max_output_tokens: maxOutputTokens,
    price: price === null ? null : ModelPriceDto.from(price),
    ends_on: endsOn,
  };
}
