import { catalogFactory } from '../../test/support/fake-provider/fake-target.js';
import { discoverModels } from './model-discovery.js';
import { PriceTable } from './prices/price-table.js';
import type { DiscoveredModel, ProviderAdapter } from './provider-adapter.js';

describe('discoverModels', () => {
  const target = { factory: catalogFactory('OpenAI'), baseUrl: 'http://h/v1', credential: {} };
  const options = { signal: new AbortController().signal };
  const prices = PriceTable.of({
    OpenAI: {
      priced: { type: 'chat', context: 1000, output: 100, abilities: ['tools'], usd: { input: '1', output: '2' } },
      'misleading-embed': { type: 'chat' },
    },
  });
  const listing = (...models: DiscoveredModel[]): ProviderAdapter => ({
    dialect: 'd',
    listModels: () => Promise.resolve(models),
  });

  it('adds what the price table knows', async () => {
    await expect(discoverModels(listing({ name: 'priced', type: 'chat' }), prices, target, options)).resolves.toEqual([
      {
        name: 'priced',
        type: 'chat',
        contextLength: 1000,
        maxOutputTokens: 100,
        abilities: ['tools'],
        price: { usdPerMillion: { input: '1', output: '2' }, longPrompt: null },
      },
    ]);
  });

  it('takes a model of which the table is silent as the provider tells it', async () => {
    await expect(discoverModels(listing({ name: 'new', type: 'rerank' }), prices, target, options)).resolves.toEqual([
      { name: 'new', type: 'rerank', contextLength: null, maxOutputTokens: null, abilities: [], price: null },
    ]);
  });

  it("trusts the table's type more than a guess, except that it files pictures under chat", async () => {
    const models = await discoverModels(
      listing({ name: 'misleading-embed', type: 'embedding' }, { name: 'priced', type: 'image2text' }),
      prices,
      target,
      options,
    );

    expect(models.map(({ type }) => type)).toEqual(['chat', 'image2text']);
  });

  it('finds nothing where a dialect has no such question', async () => {
    await expect(discoverModels({ dialect: 'mute' }, prices, target, options)).resolves.toEqual([]);
  });
});
