import { AUTH_METADATA } from '../http/auth.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import { FactoriesController } from './factories.controller.js';
import { FactoryCatalog } from './factory-catalog.js';

describe('FactoriesController', () => {
  const controller = new FactoriesController(new FactoryCatalog());

  it('is for those who may read models', () => {
    expect(Reflect.getMetadata(AUTH_METADATA, FactoriesController)).toEqual({ scope: 'models:read' });
  });

  it('lists all factories without their models', () => {
    const list = controller.list();

    expect(list).toHaveLength(52);
    expect(list[0]).toEqual({
      name: 'OpenAI',
      tags: ['LLM', 'TEXT EMBEDDING', 'TTS', 'TEXT RE-RANK', 'SPEECH2TEXT', 'MODERATION'],
      model_types: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
      base_url: 'https://api.openai.com/v1',
      base_url_required: false,
      self_deployed: false,
      dialect: 'openai-compatible',
      available: true,
      unavailable_reason: null,
      credential_fields: [
        { name: 'api_key', label: 'API key', secret: true, required: true, pattern: null, default: null },
      ],
      model_count: new FactoryCatalog().find('OpenAI')!.models.length,
    });
  });

  it('trims the blanks in tags that RAGFlow leaves', () => {
    expect(controller.get('VolcEngine', {}).tags).toEqual(['LLM', 'TEXT EMBEDDING', 'IMAGE2TEXT']);
  });

  it('tells what a model costs', () => {
    const { models } = controller.get('OpenAI', { include_prices: 'true' });

    expect(models.find(({ name }) => name === 'gpt-4o-mini')).toMatchObject({
      max_output_tokens: 16_384,
      abilities: expect.arrayContaining(['tools', 'vision']) as string[],
      price: { usd_per_million: { input: '0.15', output: '0.6', cache_read: '0.075' }, long_prompt: null },
      ends_on: '2027-01-14',
    });
  });

  it('tells one factory with its models', () => {
    const factory = controller.get('Builtin', {});

    expect(factory).toMatchObject({ name: 'Builtin', available: false, model_count: 3, credential_fields: [] });
    expect(factory.models[1]).toEqual({
      name: 'BAAI/bge-m3',
      type: 'embedding',
      max_tokens: 8192,
      context_length: 8192,
      abilities: [],
    });
  });

  it('says which types a field belongs to, where it matters', () => {
    expect(controller.get('XunFei Spark', {}).credential_fields[0]).toMatchObject({
      name: 'spark_api_password',
      types: ['chat'],
    });
  });

  it.each(['Nobody', '__proto__', 'openai'])('does not know %s', (name) => {
    expect(() => controller.get(name, {})).toThrow(new NotFoundError(`Factory ${name} not found`));
  });
});
