import type { ModelPrice, UnitPrices } from '../prices/price-table.js';

/** US dollars per million of a unit, as exact decimal text; what is left out has no price of its own. */
export class UnitPricesDto {
  /** Tokens of the prompt. @example "0.15" */
  input?: string;
  /** Tokens generated. @example "0.6" */
  output?: string;
  /** Tokens of the prompt that were read from the vendor's cache. */
  cache_read?: string;
  /** Tokens of the prompt that were written into the vendor's cache. */
  cache_write?: string;
  /** Tokens of thinking, where they differ from `output`. */
  reasoning?: string;
  /** Tokens of audio in the prompt. */
  audio_input?: string;
  /** Tokens of audio generated. */
  audio_output?: string;
  /** Seconds of audio to transcribe. */
  second?: string;
  /** Characters to speak. */
  character?: string;
  /** Searches to rerank. */
  query?: string;

  static from(prices: UnitPrices): UnitPricesDto {
    const { cacheRead, cacheWrite, audioInput, audioOutput, ...same } = prices;
    const renamed = {
      cache_read: cacheRead,
      cache_write: cacheWrite,
      audio_input: audioInput,
      audio_output: audioOutput,
    };
    const given = Object.entries(renamed).filter(([, price]) => price !== undefined);
    return Object.assign(new UnitPricesDto(), same, Object.fromEntries(given) as UnitPrices);
  }
}

/** What a long prompt costs instead. */
export class LongPromptPriceDto {
  /** Tokens of the prompt above which it applies. @example 200000 */
  above: number;
  usd_per_million: UnitPricesDto;
}

/** The vendor's public price of a model. */
export class ModelPriceDto {
  usd_per_million: UnitPricesDto;
  /** Null when the length of the prompt does not matter. */
  long_prompt: LongPromptPriceDto | null;

  static from({ usdPerMillion, longPrompt }: ModelPrice): ModelPriceDto {
    return Object.assign(new ModelPriceDto(), {
      usd_per_million: UnitPricesDto.from(usdPerMillion),
      long_prompt:
        longPrompt === null
          ? null
          : { above: longPrompt.above, usd_per_million: UnitPricesDto.from(longPrompt.usdPerMillion) },
    });
  }
}
