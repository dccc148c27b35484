import { IsOptional, Matches } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { badField } from '../../kernel/app-error.js';
import type { ModelPrice, UnitPrices } from '../../providers/prices/price-table.js';

const DOLLARS = /^\d{1,9}(\.\d{1,6})?$/;
const RULE = { message: 'price.$property must be US dollars as text, with six decimals at most' };

/**
 * What a model costs as the operator says, in US dollars per million of a unit, as decimal text. It stands in place of
 * the whole public price: what is left out has none. Models for chat and for images need `input` and `output`, "0" where
 * it is free.
 */
@KnownFieldsOnly()
export class OperatorPriceDto {
  /**
   * Tokens of the prompt.
   * @example "0.15"
   */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  input?: string;

  /**
   * Tokens generated.
   * @example "0.6"
   */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  output?: string;

  /** Tokens of the prompt that were read from the vendor's cache; as `input` where it is left out. */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  cache_read?: string;

  /** Tokens of the prompt that were written into the vendor's cache; as `input` where it is left out. */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  cache_write?: string;

  /** Tokens of thinking; as `output` where it is left out. */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  reasoning?: string;

  /** Searches to rerank. */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  query?: string;

  /** Characters to speak. */
  @IsOptional()
  @Matches(DOLLARS, RULE)
  character?: string;

  static from({ usdPerMillion }: ModelPrice): OperatorPriceDto {
    const { cacheRead, cacheWrite, ...same } = usdPerMillion;
    const renamed = { cache_read: cacheRead, cache_write: cacheWrite };
    const given = Object.entries(renamed).filter(([, price]) => price !== undefined);
    return Object.assign(new OperatorPriceDto(), same, Object.fromEntries(given) as UnitPrices);
  }

  /** In the catalog's terms. @throws BadInputError when it prices nothing */
  toPrice(): ModelPrice {
    const { input, output, cache_read: cacheRead, cache_write: cacheWrite, reasoning, query, character } = this;
    const prices = { input, output, cacheRead, cacheWrite, reasoning, query, character };
    const given = Object.entries(prices).filter(([, price]) => typeof price === 'string');
    if (given.length === 0) throw badField('price', 'required', 'must name a price; null for the public one');
    return { usdPerMillion: Object.fromEntries(given), longPrompt: null };
  }
}
