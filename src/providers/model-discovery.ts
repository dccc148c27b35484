import type { ModelType } from '../kernel/model-type.js';
import { type ModelPrice, type PriceTable } from './prices/price-table.js';
import type { CallOptions, DiscoveredModel, ProviderAdapter, ProviderTarget } from './provider-adapter.js';

/** A model that the provider itself lists, with what the price table knows of it. */
export interface FoundModel {
  name: string;
  /** The table's, else a guess from what the provider says; null when it is none of ours. */
  type: ModelType | null;
  contextLength: number | null;
  maxOutputTokens: number | null;
  abilities: readonly string[];
  price: ModelPrice | null;
}

/** Asks the provider which models it has; fails with `ProviderCallError`. None when the dialect has no such question. */
export async function discoverModels(
  adapter: ProviderAdapter,
  prices: PriceTable,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly FoundModel[]> {
  const listed = (await adapter.listModels?.(target, options)) ?? [];
  return listed.map((model) => found(prices, target.factory.name, model));
}

function found(prices: PriceTable, factory: string, { name, type }: DiscoveredModel): FoundModel {
  const facts = prices.find(factory, name);
  return {
    name,
    // A picture model is a chat model to the table.
    type: facts === null || type === 'image2text' ? type : facts.type,
    contextLength: facts?.contextLength ?? null,
    maxOutputTokens: facts?.maxOutputTokens ?? null,
    abilities: facts?.abilities ?? [],
    price: facts?.price ?? null,
  };
}
