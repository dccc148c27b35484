import { FactoryCatalog } from '../../../src/providers/factory-catalog.js';
import type { Factory } from '../../../src/providers/factory.js';
import type { ProviderTarget } from '../../../src/providers/provider-adapter.js';
import type { FakeProvider } from './start-fake-provider.js';

const catalog = new FactoryCatalog();

/** A factory of the catalog, pointed at a fake; what opens the fake is the credential unless another is given. */
export function fakeTarget(
  fake: Pick<FakeProvider, 'url' | 'credential'>,
  name: string,
  credential?: Readonly<Record<string, string>>,
): ProviderTarget {
  return { factory: catalogFactory(name), baseUrl: fake.url, credential: credential ?? fake.credential };
}

export function catalogFactory(name: string): Factory {
  const factory = catalog.find(name);
  if (factory === undefined) throw new Error(`No factory ${name}`);
  return factory;
}
