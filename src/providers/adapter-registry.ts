import type { Factory } from './factory.js';
import type { ProviderAdapter } from './provider-adapter.js';

/** The dialects this version speaks. */
export class AdapterRegistry {
  private readonly adapters: ReadonlyMap<string, ProviderAdapter>;

  constructor(adapters: readonly ProviderAdapter[]) {
    this.adapters = new Map(adapters.map((adapter) => [adapter.dialect, adapter]));
  }

  /** Null when this version cannot call the factory. */
  find(factory: Factory): ProviderAdapter | null {
    return factory.available ? (this.adapters.get(factory.dialect) ?? null) : null;
  }
}
