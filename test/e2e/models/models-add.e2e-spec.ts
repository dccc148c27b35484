import { aKey, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

interface CatalogModel {
  name: string;
  type: string;
  max_tokens: number | null;
}

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof modelsApi>;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = modelsApi(testApp, owner);
});

afterAll(() => testApp.close());

async function catalogModels(factory: string): Promise<CatalogModel[]> {
  const response = await testApp.http.get(`/api/v1/factories/${factory}`).set(owner.headers);
  return response.body.data.models as CatalogModel[];
}

/** What a list shows of a model that was just added. */
const listed = (type: string, name: string, api_base: string, max_tokens = 8192) => ({
  type,
  name,
  used_token: 0,
  status: '1',
  api_base,
  max_tokens,
});

const namesOf = (models: { name: string }[]) => models.map(({ name }) => name);

describe('POST /api/v1/models', () => {
  describe('200, a whole factory', () => {
    it('adds every model that the catalog has of OpenAI, in its order', async () => {
      const fake = await aFake();
      const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
      expectSuccess(await api.add(body), true);
      const models = await catalogModels('OpenAI');
      expect(await api.configured()).toEqual({
        OpenAI: {
          tags: 'LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION',
          llm: models.map(({ type, name, max_tokens }) => listed(type, name, fake.url, max_tokens ?? 8192)),
        },
      });
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } },
      ]);
    });

    it('asks one chat and one embedding model with the key, and none of the other types', async () => {
      const fake = await aFake();
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      expect(fake.requests.map(({ path, headers }) => [path, headers.authorization]).sort()).toEqual([
        ['/v1/chat/completions', `Bearer ${fake.apiKey}`],
        ['/v1/embeddings', `Bearer ${fake.apiKey}`],
      ]);
    });

    it.each(['embeddings', 'chat'] as const)('is content when one type answers and %s does not', async (endpoint) => {
      const fake = await aFake();
      fake.behave('server_error', endpoint);
      const response = await api.add({ llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      expectSuccess(response, true);
    });

    it('tries further models of a type when the first is not there', async () => {
      const fake = await aFake({ models: ['gpt-6-luna'] });
      const response = await api.add({ llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      expectSuccess(response, true);
    });

    it('never asks a self-deployed factory, and saves it without models', async () => {
      const fake = await aFake({ kind: 'ollama' });
      expectSuccess(await api.add({ llm_factory: 'Ollama', base_url: fake.url }), true);
      expect(await api.configured()).toEqual({
        Ollama: { tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', llm: [] },
      });
      expect(fake.requests).toEqual([]);
    });

    it('keeps the key that a self-deployed factory may have', async () => {
      const base_url = await closedPortUrl();
      expectSuccess(await api.add({ llm_factory: 'Ollama', base_url, api_key: 'proxy-secret' }), true);
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'Ollama', base_url, credential: { api_key: 'proxy-secret' } },
      ]);
    });

    it('takes null for fields that are not meant', async () => {
      const fake = await aFake();
      const nulls = { llm_name: null, model_type: null, max_tokens: null, api_base: null };
      const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url, ...nulls };
      expectSuccess(await api.add(body), true);
    });

    it('trims the blanks around factory, key and address', async () => {
      const fake = await aFake();
      const body = { llm_factory: ' OpenAI\n', api_key: ` ${fake.apiKey}\n`, base_url: ` ${fake.url} ` };
      expectSuccess(await api.add(body), true);
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } },
      ]);
    });

    it('takes an API key in place of a session', async () => {
      const fake = await aFake();
      const { token } = await aKey(testApp, owner);
      const response = await testApp.http
        .post('/api/v1/models')
        .set('Authorization', `Bearer ${token}`)
        .send({ llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      expectSuccess(response, true);
      expect(Object.keys(await api.configured())).toEqual(['OpenAI']);
    });

    it('seals the key and writes down who saved it, without it', async () => {
      const fake = await aFake({ apiKey: 'sk-planted-canary-5d1f8c' });
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      const [{ id }] = await testApp.dataSource.query<[{ id: string }]>(
        'SELECT id FROM credentials WHERE tenant_id = $1',
        [owner.tenantId],
      );
      expect(await auditTrail(testApp.dataSource, `credential:${id}`)).toEqual([
        {
          actor: `user:${owner.user.id}`,
          action: 'credential.saved',
          tenant_id: owner.tenantId,
          details: { factory: 'OpenAI' },
        },
      ]);
      expect(await storedText(testApp.dataSource)).not.toContain('sk-planted-canary-5d1f8c');
    });
  });

  describe('200, an individual model', () => {
    it.each([
      ['chat', '/v1/chat/completions'],
      ['embedding', '/v1/embeddings'],
      ['rerank', '/v1/rerank'],
      ['image2text', '/v1/chat/completions'],
      ['tts', '/v1/audio/speech'],
      ['speech2text', '/v1/audio/transcriptions'],
    ])('adds a %s model after asking it', async (model_type, path) => {
      const fake = await aFake();
      const model = { llm_name: 'house/model:1', model_type, max_tokens: 4096 };
      const body = { llm_factory: 'OpenAI-API-Compatible', api_key: fake.apiKey, base_url: fake.url, ...model };
      expectSuccess(await api.add(body), true);
      expect(await api.configured()).toEqual({
        'OpenAI-API-Compatible': {
          tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
          llm: [listed(model_type, 'house/model:1', fake.url, 4096)],
        },
      });
      expect(fake.requests.map((request) => request.path)).toEqual([path]);
    });

    it.each(['gpt-4o-mini', 'ft:gpt-4o-mini:acme::9x'])(
      'adds %s of OpenAI alone, whatever the catalog has',
      async (llm_name) => {
        const fake = await aFake();
        const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url, llm_name, model_type: 'chat' };
        expectSuccess(await api.add(body), true);
        expect((await api.configured())['OpenAI']!.llm).toEqual([listed('chat', llm_name, fake.url)]);
      },
    );

    it.each(['chat', 'embedding', 'image2text'])('adds a self-deployed %s model unasked', async (model_type) => {
      const base_url = await closedPortUrl();
      const body = { llm_factory: 'Ollama', base_url, llm_name: 'llama3.2:3b', model_type };
      expectSuccess(await api.add(body), true);
      expect((await api.configured())['Ollama']!.llm).toEqual([listed(model_type, 'llama3.2:3b', base_url)]);
    });

    it('saves a self-deployed server whose name does not resolve yet', async () => {
      const body = { llm_factory: 'Ollama', base_url: 'http://not-there-yet.invalid:11434' };
      expectSuccess(await api.add({ ...body, llm_name: 'llama3', model_type: 'chat' }), true);
    });

    it.each([
      ['vision', 'image2text'],
      ['asr', 'speech2text'],
    ])('reads %s as %s', async (model_type, type) => {
      const body = { llm_factory: 'LocalAI', base_url: await closedPortUrl(), llm_name: 'm', model_type };
      expectSuccess(await api.add(body), true);
      expect((await api.configured())['LocalAI']!.llm).toMatchObject([{ type, name: 'm' }]);
    });

    it('lists one name once for each type it was added for', async () => {
      const base_url = await closedPortUrl();
      const body = { llm_factory: 'Ollama', base_url, llm_name: 'gemma3' };
      await added(testApp, owner, { ...body, model_type: 'chat' }, { ...body, model_type: 'image2text' });
      expect((await api.configured())['Ollama']!.llm).toEqual([
        listed('chat', 'gemma3', base_url),
        listed('image2text', 'gemma3', base_url),
      ]);
    });

    it('trims the blanks around the name', async () => {
      const body = { llm_factory: 'Ollama', base_url: await closedPortUrl(), llm_name: ' gemma3 ', model_type: 'chat' };
      expectSuccess(await api.add(body), true);
      expect(namesOf((await api.configured())['Ollama']!.llm)).toEqual(['gemma3']);
    });

    it.each([
      ['LocalAI', '___LocalAI'],
      ['VLLM', '___VLLM'],
      ['OpenAI-API-Compatible', '___OpenAI-API'],
    ])('stores and asks for the bare name when %s gets the suffix %s', async (llm_factory, suffix) => {
      const fake = await aFake({ models: ['qwen3'] });
      const model = { llm_name: `qwen3${suffix}`, model_type: 'chat' };
      expectSuccess(await api.add({ llm_factory, api_key: fake.apiKey, base_url: fake.url, ...model }), true);
      expect(namesOf((await api.configured())[llm_factory]!.llm)).toEqual(['qwen3']);
    });

    it('leaves the suffix of another factory in the name', async () => {
      const model = { llm_name: 'qwen3___VLLM', model_type: 'chat' };
      expectSuccess(await api.add({ llm_factory: 'Ollama', base_url: await closedPortUrl(), ...model }), true);
      expect(namesOf((await api.configured())['Ollama']!.llm)).toEqual(['qwen3___VLLM']);
    });

    it.each([
      ['api_base in place of base_url', (url: string) => ({ api_base: url })],
      ['api_base beside a null base_url', (url: string) => ({ base_url: null, api_base: url })],
      ['api_base beside an empty base_url', (url: string) => ({ base_url: '', api_base: url })],
      ['api_base beside a blank base_url', (url: string) => ({ base_url: ' ', api_base: url })],
      ['base_url rather than api_base', (url: string) => ({ base_url: url, api_base: 'http://127.0.0.1:9/v1' })],
    ])('takes %s', async (_what, addresses) => {
      const fake = await aFake();
      const body = { llm_factory: 'VLLM', api_key: fake.apiKey, llm_name: 'm', model_type: 'chat' };
      expectSuccess(await api.add({ ...body, ...addresses(fake.url) }), true);
      expect((await api.configured())['VLLM']!.llm).toEqual([listed('chat', 'm', fake.url)]);
    });

    it('takes each field at its greatest length', async () => {
      const base_url = `http://127.0.0.1/${'p'.repeat(255 - 'http://127.0.0.1/'.length)}`;
      const llm_name = 'n'.repeat(128);
      const body = { llm_factory: 'Ollama', base_url, llm_name, model_type: 'chat' };
      const response = await api.add({ ...body, api_key: 'k'.repeat(16_384), max_tokens: 2_147_483_647 });
      expectSuccess(response, true);
      expect((await api.configured())['Ollama']!.llm).toEqual([listed('chat', llm_name, base_url, 2_147_483_647)]);
    });
  });

  describe('200, special credentials', () => {
    const ARK = { ark_api_key: 'ark-0123456789', endpoint_id: 'ep-20260101-abcde' };
    const ROUTER = { api_key: 'or-0123456789', provider_order: 'deepinfra, together' };
    type Shape = (fields: object) => object;
    const SHAPES: [string, Shape][] = [
      ['flat', (fields) => fields],
      ['as an object', (fields) => ({ api_key: fields })],
      ['as JSON', (fields) => ({ api_key: JSON.stringify(fields) })],
    ];

    it.each(SHAPES)('takes those of VolcEngine %s, and asks its endpoint', async (_how, shape) => {
      const fake = await aFake({ apiKey: ARK.ark_api_key, models: [ARK.endpoint_id] });
      const model = { llm_name: 'doubao-pro', model_type: 'chat' };
      expectSuccess(await api.add({ llm_factory: 'VolcEngine', base_url: fake.url, ...model, ...shape(ARK) }), true);
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'VolcEngine', base_url: fake.url, credential: ARK },
      ]);
      expect(namesOf((await api.configured())['VolcEngine']!.llm)).toEqual(['doubao-pro']);
    });

    it.each(SHAPES)('takes those of OpenRouter %s, whose key is one of them', async (_how, shape) => {
      const fake = await aFake({ apiKey: ROUTER.api_key });
      const model = { llm_name: 'openai/gpt-oss-20b', model_type: 'chat' };
      expectSuccess(await api.add({ llm_factory: 'OpenRouter', base_url: fake.url, ...model, ...shape(ROUTER) }), true);
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'OpenRouter', base_url: fake.url, credential: ROUTER },
      ]);
      expect(fake.requests.map(({ body }) => body)).toMatchObject([
        { model: 'openai/gpt-oss-20b', provider: { order: ['deepinfra', 'together'], allow_fallbacks: false } },
      ]);
    });

    it('merges fields that lie flat with those inside api_key', async () => {
      const fake = await aFake({ apiKey: ARK.ark_api_key });
      const body = { llm_factory: 'VolcEngine', base_url: fake.url, llm_name: 'd', model_type: 'chat' };
      const response = await api.add({ ...body, api_key: { ark_api_key: ARK.ark_api_key }, endpoint_id: 'ep-1' });
      expectSuccess(response, true);
      expect((await storedCredentials(testApp, owner))[0]!.credential).toEqual({ ...ARK, endpoint_id: 'ep-1' });
    });
  });

  describe('200, again', () => {
    it('updates key and address of a factory in place', async () => {
      const [before, after] = [await aFake({ apiKey: 'sk-before-1' }), await aFake({ apiKey: 'sk-after-2' })];
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: before.apiKey, base_url: before.url });
      const count = (await api.configured())['OpenAI']!.llm.length;
      const response = await api.add({ llm_factory: 'OpenAI', api_key: after.apiKey, base_url: after.url });
      expectSuccess(response, true);
      const { llm } = (await api.configured())['OpenAI']!;
      expect(llm).toHaveLength(count);
      expect(new Set(llm.map(({ api_base }) => api_base))).toEqual(new Set([after.url]));
      expect(await storedCredentials(testApp, owner)).toEqual([
        { factory: 'OpenAI', base_url: after.url, credential: { api_key: 'sk-after-2' } },
      ]);
    });

    it('takes the new limit of a model that is there', async () => {
      const body = { llm_factory: 'Ollama', base_url: await closedPortUrl(), llm_name: 'gemma3', model_type: 'chat' };
      await added(testApp, owner, { ...body, max_tokens: 100 }, { ...body, max_tokens: 200 });
      expect((await api.configured())['Ollama']!.llm).toEqual([listed('chat', 'gemma3', body.base_url, 200)]);
    });

    it('adds a whole factory to the model that was there alone', async () => {
      const fake = await aFake();
      const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
      await added(testApp, owner, { ...body, llm_name: 'gpt-4o-mini', model_type: 'chat' }, body);
      const expected = await catalogModels('OpenAI');
      expect(namesOf((await api.configured())['OpenAI']!.llm)).toEqual(namesOf(expected));
    });

    it('lists a model of its own behind those of the catalog', async () => {
      const fake = await aFake();
      const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
      await added(testApp, owner, { ...body, llm_name: 'ft:mine', model_type: 'chat' }, body);
      const expected = await catalogModels('OpenAI');
      expect(namesOf((await api.configured())['OpenAI']!.llm)).toEqual([...namesOf(expected), 'ft:mine']);
    });

    it('leaves everything that works alone when the new key is refused', async () => {
      const fake = await aFake();
      const body = { llm_factory: 'OpenAI', base_url: fake.url };
      await added(testApp, owner, { ...body, api_key: fake.apiKey });
      await api.setDefaults({ llm_id: 'gpt-4o-mini' });
      const state = async () => [
        await api.configured(),
        (await api.defaults()).text,
        await storedCredentials(testApp, owner),
        await testApp.dataSource.query<object[]>('SELECT * FROM credentials WHERE tenant_id = $1', [owner.tenantId]),
      ];
      const before = await state();
      expectFailure(
        await api.add({ ...body, api_key: 'sk-another-key-987654' }),
        400,
        RetCode.AUTHENTICATION_ERROR,
        '\nFail to access embedding model(text-embedding-3-small).Incorrect API key provided: ***.' +
          '\nFail to access model(OpenAI/gpt-5.4-nano).Incorrect API key provided: ***.',
      );
      expect(await state()).toEqual(before);
    });
  });

  describe('200, several servers of one factory', () => {
    const server = (url: string, llm_name: string, api_key: string | null) => ({
      llm_factory: 'OpenAI-API-Compatible',
      base_url: url,
      api_key,
      llm_name,
      model_type: 'chat',
    });

    it('leaves each model at its own address, with its own key', async () => {
      const [one, other] = [await aFake({ apiKey: 'sk-one-11' }), await aFake({ apiKey: 'sk-other-22' })];
      await added(testApp, owner, server(one.url, 'a', one.apiKey), server(other.url, 'b', other.apiKey));
      expect((await api.configured())['OpenAI-API-Compatible']!.llm).toEqual([
        listed('chat', 'a', one.url),
        listed('chat', 'b', other.url),
      ]);
      expect((await storedCredentials(testApp, owner)).map(({ credential }) => credential)).toEqual([
        { api_key: 'sk-one-11' },
        { api_key: 'sk-other-22' },
      ]);
    });

    it('shares the key of an address among the models there', async () => {
      const fake = await aFake({ apiKey: null });
      await added(testApp, owner, server(fake.url, 'a', 'sk-one-11'), server(fake.url, 'b', 'sk-two-22'));
      expect(await storedCredentials(testApp, owner)).toMatchObject([{ credential: { api_key: 'sk-two-22' } }]);
    });

    it('moves a model that is added again at another address, with the default on it', async () => {
      const [one, other] = [await aFake(), await aFake()];
      await added(testApp, owner, server(one.url, 'a', one.apiKey), server(one.url, 'b', one.apiKey));
      await api.setDefaults({ llm_id: 'a' });
      await added(testApp, owner, server(other.url, 'a', other.apiKey));
      expect((await api.configured())['OpenAI-API-Compatible']!.llm).toEqual([
        listed('chat', 'b', one.url),
        listed('chat', 'a', other.url),
      ]);
      expect(await api.defaults()).toMatchObject({ body: { data: { llm_id: 'a' } } });
    });

    it('takes the credential along when its only model moves', async () => {
      const [one, other] = [await aFake(), await aFake()];
      await added(testApp, owner, server(one.url, 'a', one.apiKey), server(other.url, 'a', other.apiKey));
      expect((await storedCredentials(testApp, owner)).map(({ base_url }) => base_url)).toEqual([other.url]);
    });

    it('gathers the models of two servers at a third, when the last of each moves there', async () => {
      const [one, other, third] = [await aFake(), await aFake(), await aFake()];
      await added(testApp, owner, server(one.url, 'a', one.apiKey), server(other.url, 'b', other.apiKey));
      await added(testApp, owner, server(third.url, 'a', third.apiKey), server(third.url, 'b', third.apiKey));
      expect((await storedCredentials(testApp, owner)).map(({ base_url }) => base_url)).toEqual([third.url]);
      expect(namesOf((await api.configured())['OpenAI-API-Compatible']!.llm).sort()).toEqual(['a', 'b']);
    });

    it('leaves the models of other servers where they are when the factory is added whole', async () => {
      const [one, other] = [await closedPortUrl(), await closedPortUrl()];
      const model = { llm_factory: 'Ollama', base_url: one, llm_name: 'gemma3', model_type: 'chat' };
      await added(testApp, owner, model, { llm_factory: 'Ollama', base_url: other });
      expect((await api.configured())['Ollama']!.llm).toEqual([listed('chat', 'gemma3', one)]);
    });
  });
});
