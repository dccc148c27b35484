import type { ModelType } from '../../kernel/model-type.js';
import type { CatalogModel } from '../factory.js';

/** A model that comes with adding the whole factory. */
export class CatalogModelDto {
  /** The name the vendor knows it by. */
  name: string;
  type: ModelType;
  /** The limit RAGFlow's clients read: usually the context window in tokens; null when the vendor names none. */
  max_tokens: number | null;
  /** Tokens of question and answer together; null for audio and where the vendor is silent. */
  context_length: number | null;
  /** What it can do besides its type: `chat`, `tools`, `vision`, `reasoning`. */
  abilities: string[];

  static from(model: CatalogModel): CatalogModelDto {
    return Object.assign(new CatalogModelDto(), {
      name: model.name,
      type: model.type,
      max_tokens: model.maxTokens,
      context_length: model.contextLength,
      abilities: [...model.abilities],
    });
  }
}
