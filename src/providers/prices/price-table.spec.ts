import { FACTORY_ROWS } from '../catalog/rows.js';
import { PriceTable } from './price-table.js';

describe('the price table', () => {
  const table = PriceTable.vendored();

  it('knows what public models cost, in exact decimals per million', () => {
    expect(table.find('OpenAI', 'gpt-4o-mini')).toEqual({
      type: 'chat',
      contextLength: 128_000,
      maxOutputTokens: 16_384,
      abilities: ['tools', 'vision', 'json_schema'],
      price: { usdPerMillion: { input: '0.15', output: '0.6', cacheRead: '0.075' }, longPrompt: null },
      endsOn: '2027-01-14',
    });
    expect(table.find('OpenAI', 'whisper-1')?.price?.usdPerMillion).toEqual({ second: '100' });
    expect(table.find('OpenAI', 'tts-1')?.price?.usdPerMillion).toEqual({ character: '15' });
    expect(table.find('Cohere', 'rerank-v3.5')?.price?.usdPerMillion).toMatchObject({ query: '2000' });
  });

  it('knows what a long prompt costs instead', () => {
    expect(table.find('Gemini', 'gemini-2.5-pro')?.price?.longPrompt).toEqual({
      above: 200_000,
      usdPerMillion: { input: '2.5', output: '15', cacheRead: '0.25' },
    });
  });

  it.each([
    ['OpenAI', 'no-such-model'],
    ['No Such Factory', 'gpt-4o-mini'],
    ['OpenAI', 'constructor'],
    ['__proto__', 'toString'],
  ])('knows nothing of %s %s', (factory, model) => {
    expect(table.find(factory, model)).toBeNull();
  });

  it('says which version of the original it was made from', () => {
    expect(table.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('covers what the catalog lists of the vendors that it has', () => {
    const covered = (factory: string): number =>
      (FACTORY_ROWS.find(({ name }) => name === factory)?.models ?? []).filter(
        ({ name }) => table.find(factory, name) !== null,
      ).length;

    expect(covered('OpenAI')).toBeGreaterThan(10);
    expect(covered('Anthropic')).toBeGreaterThan(10);
    expect(covered('Voyage AI')).toBeGreaterThan(10);
  });
});
