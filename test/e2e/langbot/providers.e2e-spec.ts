import { aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from '../models/provider-world.js';
import { expectDone, expectRefused, providerApi } from './langbot-world.js';

const KEY = 'sk-long-enough-to-show-0123456789';
const MASK = 'sk-long-…6789';
const OTHER_KEY = 'sk-another-key-9876543210';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string;
const ADDED_ELSEWHERE = 'This provider was not made on this surface: only its name and api_keys can be changed here';
const MODEL_ELSEWHERE =
  'This model was not made on this surface: only its api_keys can be changed here, or it can be deleted';

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof providerApi>;
let llm: ReturnType<typeof api.models>;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = providerApi(testApp, owner);
  llm = api.models('llm');
});

afterAll(() => testApp.close());

const ours = (more: object = {}) => ({ name: 'Ours', requester: 'openai-chat-completions', api_keys: [KEY], ...more });

describe('providers', () => {
  it('are made, read, counted, changed and removed', async () => {
    const uuid = await api.providers.made(ours({ api_keys: [` ${KEY} `, KEY, ''] }));
    await llm.made({ name: 'a', provider_uuid: uuid });
    await llm.made({ name: 'b', provider_uuid: uuid });
    await api.models('embedding').made({ name: 'c', provider_uuid: uuid });
    const record = {
      uuid,
      name: 'Ours',
      requester: 'openai-chat-completions',
      base_url: 'https://api.openai.com/v1',
      api_keys: [MASK],
      llm_count: 2,
      embedding_count: 1,
      rerank_count: 0,
      created_at: TIME,
      updated_at: TIME,
    };
    expectDone(await api.providers.get(uuid), { provider: record });
    expect(await api.providers.list()).toEqual([record]);
    expectDone(await api.providers.update(uuid, { name: 'Theirs', api_keys: [MASK, OTHER_KEY] }), null);
    expect(await api.providers.read(uuid)).toMatchObject({ name: 'Theirs', api_keys: [MASK, 'sk-anoth…3210'] });
    expect((await storedCredentials(testApp, owner)).map(({ credential }) => credential['api_key'])).toEqual([KEY]);
    expectRefused(await api.providers.remove(uuid), 400, 'Cannot delete provider: LLM models still reference it');
    for (const { uuid: model } of await llm.all()) await llm.remove(model);
    expectRefused(await api.providers.remove(uuid), 400, 'Cannot delete provider: Embedding models still reference it');
    for (const { uuid: model } of await api.models('embedding').all()) await api.models('embedding').remove(model);
    expectDone(await api.providers.remove(uuid), null);
    expect(await api.providers.list()).toEqual([]);
  });

  it('stay as they are when they are sent back whole', async () => {
    const uuid = await api.providers.made(ours({ api_keys: KEY, base_url: 'https://one.example.com/v1' }));
    const before = await api.providers.read(uuid);
    expectDone(await api.providers.update(uuid, before), null);
    expect({ ...(await api.providers.read(uuid)), updated_at: TIME }).toEqual({ ...before, updated_at: TIME });
    expect((await storedCredentials(testApp, owner)).map(({ credential }) => credential['api_key'])).toEqual([KEY]);
  });

  it('do not take their keys to another address', async () => {
    const uuid = await api.providers.made(ours());
    const msg = 'api_keys must be given again, unmasked, with another base_url';
    expectRefused(await api.providers.update(uuid, { base_url: 'https://two.example.com' }), 400, msg);
    const masked = { base_url: 'https://two.example.com', api_keys: [MASK, OTHER_KEY] };
    expectRefused(await api.providers.update(uuid, masked), 400, msg);
    expectDone(await api.providers.update(uuid, { base_url: 'https://two.example.com', api_keys: OTHER_KEY }), null);
    expect(await api.providers.read(uuid)).toMatchObject({
      base_url: 'https://two.example.com',
      api_keys: ['sk-anoth…3210'],
    });
  });

  it('change hands under models that stay', async () => {
    const fake = await aFake();
    const uuid = await api.providers.made(ours({ base_url: fake.url }));
    const model = await llm.made({ name: 'gpt-4o', provider_uuid: uuid });
    expectRefused(await llm.test(model), 424, 'Incorrect API key provided: ***.');
    expectDone(await api.providers.update(uuid, { api_keys: [fake.apiKey] }), null);
    expectDone(await llm.test(model), null);
  });

  it('of several secrets take them as JSON, and never show them', async () => {
    const key = JSON.stringify({
      bedrock_ak: 'AKIA0123456789ABCDEF',
      bedrock_sk: 'x'.repeat(40),
      bedrock_region: 'eu-west-1',
    });
    const uuid = await api.providers.made(ours({ requester: 'bedrock', api_keys: [key] }));
    expect(await api.providers.read(uuid)).toMatchObject({ requester: 'bedrock', api_keys: ['***'] });
    expectDone(await api.providers.update(uuid, { api_keys: ['***'] }), null);
    const [stored] = await storedCredentials(testApp, owner);
    expect(stored).toMatchObject({ factory: 'Bedrock', credential: JSON.parse(key) as object });
    expectRefused(
      await api.providers.create(ours({ requester: 'bedrock' })),
      400,
      'api_keys of Bedrock must hold a JSON object with: bedrock_ak, bedrock_sk, bedrock_region, auth_mode, aws_role_arn',
    );
  });

  it.each<[object, string]>([
    [{ name: undefined }, 'name is required'],
    [{ name: {} }, 'Field name must be a string'],
    [{ requester: undefined }, 'requester is required'],
    [{ requester: 7 }, 'Field requester must be a string'],
    [{ requester: 'vllm' }, 'base_url is required for vllm'],
    [{ base_url: 7 }, 'Field base_url must be a string'],
    [{ base_url: 'nonsense' }, 'base_url must be an http or https URL'],
    [{ base_url: `https://x/${'x'.repeat(255)}` }, 'Field base_url is too long'],
    [{ base_url: 'http://10.0.0.1' }, 'base_url: Address 10.0.0.1 is not allowed; set OUTBOUND_ALLOW=10.0.0.1/32'],
    [{ api_keys: { a: 1 } }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: ['***'] }, 'api_keys holds the mask of a key that is not stored here'],
  ])('are refused for bad input %#', async (more, msg) => {
    expectRefused(await api.providers.create(ours(more)), 400, msg);
    expect(await api.providers.list()).toEqual([]);
  });
});

describe('scanning a provider', () => {
  it('lists what it has, and what is added already', async () => {
    const fake = await aFake({ models: ['gpt-4o-mini', 'text-embedding-3-small', 'bge-reranker-v2-m3', 'whisper-1'] });
    const uuid = await api.providers.made(ours({ base_url: fake.url, api_keys: [fake.apiKey] }));
    await llm.made({ name: 'Mine', requester_config: { model: 'gpt-4o-mini' }, provider_uuid: uuid });
    const response = await api.providers.scan(uuid);
    const scanned = (id: string, type: string, already_added: boolean, more: object) => ({
      id,
      name: id,
      type,
      display_name: id,
      description: '',
      owned_by: '',
      output_modalities: [],
      input_modalities: ['text'],
      abilities: [],
      context_length: expect.any(Number) as number,
      already_added,
      ...more,
    });
    expectDone(response, {
      models: [
        scanned('gpt-4o-mini', 'llm', true, {
          abilities: expect.arrayContaining(['vision', 'func_call']) as string[],
          input_modalities: ['text', 'image'],
          output_modalities: ['text'],
        }),
        scanned('text-embedding-3-small', 'embedding', false, {}),
        scanned('bge-reranker-v2-m3', 'rerank', false, { context_length: null }),
      ],
      debug: {},
    });
    const { models } = (await api.providers.scan(uuid, '?type=rerank')).body.data as { models: { id: string }[] };
    expect(models.map(({ id }) => id)).toEqual(['bge-reranker-v2-m3']);
  });

  it('says what went wrong', async () => {
    const fake = await aFake();
    const uuid = await api.providers.made(ours({ base_url: fake.url }));
    expectRefused(await api.providers.scan(uuid), 424, 'Incorrect API key provided: ***.');
    expectRefused(await api.providers.scan(uuid, '?type=tts'), 400, 'type must be one of: llm, embedding, rerank');
  });
});

describe('requesters', () => {
  interface Wire {
    name: string;
    spec: { support_type: string[]; config: object[] };
  }

  const all = async (query = '') => (await api.get(`/requesters${query}`)).body.data.requesters as Wire[];

  it('are listed in LangBot’s words', async () => {
    const openAi = {
      name: 'openai-chat-completions',
      label: { en_US: 'OpenAI', zh_Hans: 'OpenAI' },
      description: { en_US: '', zh_Hans: '' },
      icon: 'openai-chat-completions.svg',
      spec: {
        config: [
          {
            name: 'base_url',
            label: { en_US: 'Base URL', zh_Hans: '基础 URL' },
            type: 'string',
            required: true,
            default: 'https://api.openai.com/v1',
          },
        ],
        support_type: ['llm', 'text-embedding'],
      },
    };
    expect((await all())[0]).toEqual(openAi);
    expectDone(await api.get('/requesters/openai-chat-completions'), { requester: openAi });
    const names = (await all()).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['ollama-chat', 'jina-rerank', 'bedrock', 'openai-api-compatible']));
  });

  it.each(['llm', 'text-embedding', 'rerank'])('are filtered by %s', async (type) => {
    const found = await all(`?type=${type}`);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ spec }) => !spec.support_type.includes(type))).toEqual([]);
  });

  it('have a picture that anybody may see', async () => {
    const response = await testApp.http.get('/api/v1/provider/requesters/ollama-chat/icon');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toMatch(/^image\/svg\+xml/);
    expect((response.body as Buffer).toString()).toMatch(/^<svg .*>O<\/text><\/svg>$/);
  });

  it('say 404 of what is not there', async () => {
    expectRefused(await api.get('/requesters/nope'), 404, 'Resource not found');
    expectRefused(await testApp.http.get('/api/v1/provider/requesters/nope/icon'), 404, 'Resource not found');
    expectRefused(await api.get('/requesters?type=tts'), 400, 'type must be one of: llm, text-embedding, rerank');
  });
});

describe('what RAGFlow’s surface made', () => {
  const openAi = (url: string, key: string | null) => ({ llm_factory: 'OpenAI', base_url: url, api_key: key });

  it('is listed, whatever its kind, without its secrets', async () => {
    const fake = await aFake({ apiKey: KEY });
    await added(testApp, owner, openAi(fake.url, KEY));
    const [provider] = await api.providers.list();
    const { llm: ragflow } = (await modelsApi(testApp, owner).configured())['OpenAI'] ?? { llm: [] };
    const count = (...types: string[]) => ragflow.filter(({ type }) => types.includes(type)).length;
    expect(provider).toMatchObject({
      name: 'OpenAI',
      requester: 'openai-chat-completions',
      base_url: fake.url,
      api_keys: [MASK],
      llm_count: count('chat', 'image2text'),
      embedding_count: count('embedding'),
      rerank_count: 0,
    });
    const mini = (await llm.all()).find(({ name }) => name === 'gpt-4o-mini');
    expect(mini).toMatchObject({
      api_keys: [{ name: 'default', keys: [MASK] }],
      requester_config: { base_url: fake.url },
      provider_uuid: provider?.uuid,
      description: '',
      extra_args: {},
      abilities: expect.arrayContaining(['chat', 'vision', 'func_call']) as string[],
    });
    expectDone(await llm.test(mini?.uuid ?? ''), null);
  });

  it('has eyes when it describes pictures', async () => {
    const fake = await aFake();
    const model = { llm_name: 'my-eyes', model_type: 'image2text' };
    await added(testApp, owner, { llm_factory: 'VLLM', base_url: fake.url, api_key: fake.apiKey, ...model });
    expect(await llm.all()).toMatchObject([{ name: 'my-eyes', requester: 'vllm', abilities: ['chat', 'vision'] }]);
  });

  it('can be sent back whole and given another key, and nothing else', async () => {
    const fake = await aFake({ apiKey: KEY });
    await added(testApp, owner, { ...openAi(fake.url, KEY), llm_name: 'gpt-4o', model_type: 'chat' });
    const [model] = await llm.all();
    const uuid = model?.uuid ?? '';
    expectDone(await llm.update(uuid, model ?? {}), null);
    expectRefused(await llm.update(uuid, { name: 'other' }), 400, MODEL_ELSEWHERE);
    expectRefused(await llm.update(uuid, { requester_config: { model: 'x' } }), 400, MODEL_ELSEWHERE);
    const moved = { base_url: 'https://two.example.com', api_keys: OTHER_KEY };
    expectRefused(await api.providers.update(model?.provider_uuid ?? '', moved), 400, ADDED_ELSEWHERE);
    expectDone(await llm.update(uuid, { api_keys: [OTHER_KEY] }), null);
    expectDone(await api.providers.update(model?.provider_uuid ?? '', { name: 'Renamed' }), null);
    expect(await llm.all()).toMatchObject([
      { uuid, name: 'gpt-4o', provider: { name: 'Renamed' }, api_keys: ['sk-anoth…3210'] },
    ]);
    expect(await modelsApi(testApp, owner).configured()).toMatchObject({ OpenAI: { llm: [{ name: 'gpt-4o' }] } });
  });

  it('can be deleted, and its key with the last model', async () => {
    const fake = await aFake();
    await added(testApp, owner, { ...openAi(fake.url, fake.apiKey), llm_name: 'gpt-4o', model_type: 'chat' });
    const [model] = await llm.all();
    expectDone(await llm.remove(model?.uuid ?? ''), null);
    expect(await modelsApi(testApp, owner).configured()).toEqual({});
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });

  it('can take further models, which leave it with a key of their own', async () => {
    const fake = await aFake();
    const factory = openAi(fake.url, fake.apiKey);
    await added(testApp, owner, { ...factory, llm_name: 'gpt-4o', model_type: 'chat' });
    const [provider] = await api.providers.list();
    const uuid = await llm.made({ name: 'gpt-4o', provider_uuid: provider?.uuid });
    await added(testApp, owner, { ...factory, llm_name: 'gpt-4o', model_type: 'chat', max_tokens: 9 });
    expect((await llm.all()).map(({ name }) => name)).toEqual(['gpt-4o', 'gpt-4o']);
    expectDone(await llm.update(uuid, { api_keys: [OTHER_KEY] }), null);
    expect((await llm.read(uuid)).provider_uuid).not.toBe(provider?.uuid);
    expect(await api.providers.read(provider?.uuid ?? '')).toMatchObject({ llm_count: 1 });
  });
});

describe('what this surface made', () => {
  it('is listed on RAGFlow’s by factory, once for each name and type', async () => {
    await llm.made({ name: 'Mine', requester: 'openai-chat-completions', api_keys: [KEY] });
    await llm.made({ name: 'Mine', requester: 'openai-chat-completions', api_keys: [OTHER_KEY] });
    await api.models('embedding').made({ name: 'Mine', requester: 'nobody-knows', requester_config: { base_url: 'https://x.example.com' }, api_keys: [] }); // prettier-ignore
    expect(await modelsApi(testApp, owner).configured()).toMatchObject({
      OpenAI: { llm: [{ name: 'Mine', type: 'chat' }] },
      'OpenAI-API-Compatible': { llm: [{ name: 'Mine', type: 'embedding', api_base: 'https://x.example.com' }] },
    });
  });

  it('can be a default there, which goes with it', async () => {
    const uuid = await llm.made({ name: 'Mine', requester: 'openai-chat-completions', api_keys: [KEY] });
    const ragflow = modelsApi(testApp, owner);
    expect((await ragflow.setDefaults({ llm_id: 'Mine@OpenAI' })).status).toBe(200);
    await llm.remove(uuid);
    expect((await ragflow.defaults()).body.data).toMatchObject({ llm_id: '' });
  });

  it('describes pictures there when it has eyes', async () => {
    const eyes = { requester: 'openai-chat-completions', api_keys: [KEY], abilities: ['vision'] };
    await llm.made({ name: 'Eyes', ...eyes });
    await llm.made({ name: 'Blind', ...eyes, abilities: ['chat'] });
    const { setDefaults } = modelsApi(testApp, owner);
    expect((await setDefaults({ img2txt_id: 'Eyes' })).status).toBe(200);
    expect((await setDefaults({ img2txt_id: 'Blind' })).status).toBe(400);
  });

  it('outlives the removal of the factory there', async () => {
    const fake = await aFake();
    await added(testApp, owner, { llm_factory: 'OpenAI', base_url: fake.url, api_key: fake.apiKey });
    await llm.made({ name: 'Mine', requester: 'openai-chat-completions', api_keys: [KEY] });
    expect((await modelsApi(testApp, owner).remove({ llm_factory: 'OpenAI' })).status).toBe(200);
    expect(await llm.all()).toMatchObject([{ name: 'Mine', api_keys: [MASK] }]);
    expect((await modelsApi(testApp, owner).remove({ llm_factory: 'OpenAI' })).status).toBe(404);
  });
});
