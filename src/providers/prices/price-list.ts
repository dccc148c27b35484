import type { TokenUsage } from '../calls/token-usage.js';
import type { ModelPrice, UnitPrices } from './price-table.js';

/** What is paid for besides tokens: 1 for a search to rerank, and characters to speak. */
export interface OtherUnits {
  queries?: number;
  characters?: number;
}

/** Millionths of a dollar for a million of each: an integer, as long as prices have six decimals at most. */
interface Rates {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
  query: number | null;
  character: number | null;
}

const MICROS = 1_000_000;
const HALF = MICROS / 2;
/** A million dollars. Prices and counts are what others say: sums of some thousand requests have to stay integers all the same. */
const MOST_COST_MICROS = 1e12;

/** A model's price, ready to be counted with: integers alone, so that sums come out the same everywhere. */
export class PriceList {
  private readonly usual: Rates;
  private readonly long: Rates | null;
  private readonly longAbove: number;

  constructor({ usdPerMillion, longPrompt }: ModelPrice) {
    this.usual = ratesOf(usdPerMillion);
    this.long = longPrompt === null ? null : ratesOf({ ...usdPerMillion, ...longPrompt.usdPerMillion });
    this.longAbove = longPrompt?.above ?? Infinity;
  }

  /** In millionths of a dollar, rounded to the nearest; null when something was used that has no price. */
  costOf(used: TokenUsage, { queries = 0, characters = 0 }: OtherUnits = {}): number | null {
    const { input, output, cacheRead, cacheWrite, reasoning, query, character } = this.ratesFor(used.inputTokens);
    const isByUnit = (queries > 0 && query !== null) || (characters > 0 && character !== null);
    if (isByUnit) return rounded(queries * (query ?? 0) + characters * (character ?? 0));
    const fresh = Math.max(0, used.inputTokens - used.cachedInputTokens - used.cacheWriteTokens);
    const said = Math.max(0, used.outputTokens - used.reasoningTokens);
    let total = 0;
    for (const [count, rate] of [
      [fresh, input],
      [used.cachedInputTokens, cacheRead ?? input],
      [used.cacheWriteTokens, cacheWrite ?? input],
      [said, output],
      [used.reasoningTokens, reasoning ?? output],
    ] as const) {
      if (count === 0) continue;
      if (rate === null) return null;
      total += count * rate;
    }
    return rounded(total);
  }

  /** What a request costs at most that uses so many tokens at most, whatever kind they turn out to be. */
  mostFor(inputTokens: number, outputTokens: number, units: OtherUnits = {}): number | null {
    const { input, output, cacheRead, cacheWrite, reasoning, query, character } = this.ratesFor(inputTokens);
    const { queries = 0, characters = 0 } = units;
    if ((queries > 0 && query !== null) || (characters > 0 && character !== null)) {
      return roundedUp(queries * (query ?? 0) + characters * (character ?? 0));
    }
    if (input === null || (outputTokens > 0 && output === null)) return null;
    const dearestIn = Math.max(input, cacheRead ?? 0, cacheWrite ?? 0);
    const dearestOut = Math.max(output ?? 0, reasoning ?? 0);
    return roundedUp(inputTokens * dearestIn + outputTokens * dearestOut);
  }

  private ratesFor(inputTokens: number): Rates {
    return this.long !== null && inputTokens > this.longAbove ? this.long : this.usual;
  }
}

function ratesOf(prices: UnitPrices): Rates {
  const rate = (price: string | undefined): number | null =>
    price === undefined ? null : Math.round(Number(price) * MICROS);
  return {
    input: rate(prices.input),
    output: rate(prices.output),
    cacheRead: rate(prices.cacheRead),
    cacheWrite: rate(prices.cacheWrite),
    reasoning: rate(prices.reasoning),
    query: rate(prices.query),
    character: rate(prices.character),
  };
}

/** Sums that a double can't hold exactly are of requests that nobody can send. */
function rounded(microsTimesMillion: number): number {
  return Math.min(Math.floor((microsTimesMillion + HALF) / MICROS), MOST_COST_MICROS);
}

function roundedUp(microsTimesMillion: number): number {
  return Math.min(Math.ceil(microsTimesMillion / MICROS), MOST_COST_MICROS);
}
