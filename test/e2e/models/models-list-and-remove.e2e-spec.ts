import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const NO_DEFAULTS = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };
const OLLAMA_TAGS = 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION';

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof modelsApi>;
let server: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  server = await closedPortUrl();
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = modelsApi(testApp, owner);
});

afterAll(() => testApp.close());

const ollama = (llm_name: string, model_type = 'chat') => ({
  llm_factory: 'Ollama',
  base_url: server,
  llm_name,
  model_type,
});
const localAi = (llm_name: string, model_type = 'chat') => ({
  ...ollama(llm_name, model_type),
  llm_factory: 'LocalAI',
});
const switchModel = (llm_factory: string, llm_name: string, status: string) =>
  testApp.http.post('/v1/llm/enable_llm').set(owner.headers).send({ llm_factory, llm_name, status });
const unconfigured = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 404, RetCode.DATA_ERROR, message);

describe('GET /api/v1/models', () => {
  describe('200', () => {
    it('lists Builtin alone, without models, where nothing is configured', async () => {
      expectSuccess(await api.list(), { Builtin: { tags: 'TEXT EMBEDDING', llm: [] } });
    });

    it('lists factories with tags and models, and no details', async () => {
      await added(testApp, owner, ollama('gemma3'), ollama('nomic-embed-text', 'embedding'), localAi('qwen3'));
      expectSuccess(await api.list(), {
        Builtin: { tags: 'TEXT EMBEDDING', llm: [] },
        Ollama: {
          tags: OLLAMA_TAGS,
          llm: [
            { type: 'chat', name: 'gemma3', used_token: 0, status: '1' },
            { type: 'embedding', name: 'nomic-embed-text', used_token: 0, status: '1' },
          ],
        },
        LocalAI: { tags: OLLAMA_TAGS, llm: [{ type: 'chat', name: 'qwen3', used_token: 0, status: '1' }] },
      });
    });

    it('adds address and context length with details', async () => {
      await added(testApp, owner, ollama('gemma3'), { ...ollama('qwen3'), max_tokens: 32_768 });
      expectSuccess(await api.details(), {
        Builtin: { tags: 'TEXT EMBEDDING', llm: [] },
        Ollama: {
          tags: OLLAMA_TAGS,
          llm: [
            { type: 'chat', name: 'gemma3', used_token: 0, status: '1', api_base: server, max_tokens: 8192 },
            { type: 'chat', name: 'qwen3', used_token: 0, status: '1', api_base: server, max_tokens: 32_768 },
          ],
        },
      });
    });

    it.each(['true', 'True', 'TRUE', 'tRuE'])('gives details for include_details=%s', async (word) => {
      await added(testApp, owner, ollama('gemma3'));
      const response = await testApp.http.get(`/api/v1/models?include_details=${word}`).set(owner.headers);
      expect(response.body).toEqual((await api.details()).body);
    });

    it.each(['false', '1', 'yes', 'on', '', '%20true', 'true&include_details=true'])(
      'gives none for include_details=%s',
      async (word) => {
        await added(testApp, owner, ollama('gemma3'));
        const response = await testApp.http.get(`/api/v1/models?include_details=${word}`).set(owner.headers);
        expectSuccess(response, (await api.list()).body.data);
      },
    );

    it('has factories and models in the same order with and without details', async () => {
      const fake = await aFake();
      const openAi = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
      await added(testApp, owner, localAi('z'), openAi, ollama('b'), ollama('a'), localAi('y'));
      const orderIn = ({ data }: { data: Record<string, { llm: { name: string }[] }> }) =>
        Object.entries(data).map(([factory, { llm }]) => [factory, llm.map(({ name }) => name)]);
      const short = orderIn((await api.list()).body);
      expect(orderIn((await api.details()).body)).toEqual(short);
      expect(short.map(([factory]) => factory)).toEqual(['Builtin', 'LocalAI', 'OpenAI', 'Ollama']);
      expect([short[1], short[3]]).toEqual([
        ['LocalAI', ['z', 'y']],
        ['Ollama', ['b', 'a']],
      ]);
    });

    it.each([
      ['OpenAI', 'LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION'],
      ['SILICONFLOW', 'LLM,TEXT EMBEDDING,TEXT RE-RANK,IMAGE2TEXT'],
      ['Jina', 'TEXT EMBEDDING, TEXT RE-RANK'],
      ['DeepSeek', 'LLM'],
    ])("has RAGFlow's tags of %s, unchanged", async (llm_factory, tags) => {
      const fake = await aFake();
      await added(testApp, owner, { llm_factory, api_key: fake.apiKey, base_url: fake.url });
      expect((await api.configured())[llm_factory]!.tags).toBe(tags);
    });

    it('shows as 0 the status of a model that is switched off, and 1 again after', async () => {
      await added(testApp, owner, ollama('gemma3'), ollama('qwen3'));
      const statuses = async () => (await api.configured())['Ollama']!.llm.map(({ status }) => status);
      await switchModel('Ollama', 'gemma3', '0');
      expect(await statuses()).toEqual(['0', '1']);
      await switchModel('Ollama', 'gemma3', '1');
      expect(await statuses()).toEqual(['1', '1']);
    });

    it('never shows a credential', async () => {
      const secrets = { ark_api_key: 'ark-planted-canary', endpoint_id: 'ep-planted-canary' };
      const fake = await aFake({ apiKey: null });
      const model = { llm_name: 'doubao', model_type: 'chat', base_url: fake.url };
      await added(testApp, owner, { llm_factory: 'VolcEngine', ...model, ...secrets });
      await added(testApp, owner, { ...ollama('gemma3'), api_key: 'proxy-planted-canary' });
      expect((await api.details()).text).not.toContain('canary');
    });

    it("shows a tenant nothing of another's", async () => {
      await added(testApp, owner, ollama('gemma3'));
      const stranger = modelsApi(testApp, await aUser(testApp));
      expectSuccess(await stranger.details(), { Builtin: { tags: 'TEXT EMBEDDING', llm: [] } });
    });

    it('shows the tenant to its viewers, and to keys that may read', async () => {
      await added(testApp, owner, ollama('gemma3'));
      const viewer = await aUser(testApp);
      await join(testApp, viewer, owner.tenantId, 'viewer');
      const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
      const mine = (await api.list()).body.data as object;
      const credentials = [{ ...viewer.headers, 'x-tenant-id': owner.tenantId }, { 'x-api-key': token }];
      for (const headers of credentials) expectSuccess(await testApp.http.get('/api/v1/models').set(headers), mine);
    });
  });

  describe('401', () => {
    it('lists nothing to a stranger', async () => {
      const response = await testApp.http.get('/api/v1/models');
      expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
    });
  });

  describe('403', () => {
    it('lists nothing to a key without the scope', async () => {
      const { token } = await aKey(testApp, owner, { scopes: ['inference'] });
      const response = await testApp.http.get('/api/v1/models').set('x-api-key', token);
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:read');
    });
  });
});

describe('DELETE /api/v1/models', () => {
  describe('200', () => {
    it('removes all models of a factory, of every type, and its credential', async () => {
      const fake = await aFake();
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      expectSuccess(await api.remove({ llm_factory: 'OpenAI' }), true);
      expect(await api.configured()).toEqual({});
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });

    it('removes all servers of a factory', async () => {
      await added(testApp, owner, ollama('a'), { ...ollama('b'), base_url: await closedPortUrl() });
      expectSuccess(await api.remove({ llm_factory: 'Ollama' }), true);
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });

    it('removes a self-deployed factory that has no models, once', async () => {
      await added(testApp, owner, { llm_factory: 'Ollama', base_url: server });
      expectSuccess(await api.remove({ llm_factory: 'Ollama' }), true);
      unconfigured(await api.remove({ llm_factory: 'Ollama' }), 'LLM factory Ollama is not configured');
    });

    it('leaves other factories and other tenants alone', async () => {
      const neighbour = await aUser(testApp);
      await added(testApp, neighbour, ollama('gemma3'));
      await added(testApp, owner, ollama('gemma3'), localAi('qwen3'));
      expectSuccess(await api.remove({ llm_factory: ' Ollama ' }), true);
      expect(Object.keys(await api.configured())).toEqual(['LocalAI']);
      expect(Object.keys(await modelsApi(testApp, neighbour).configured())).toEqual(['Ollama']);
    });

    it('removes one model, of all its types, with llm_name', async () => {
      await added(testApp, owner, ollama('a'), ollama('a', 'image2text'), ollama('b'));
      expectSuccess(await api.remove({ llm_factory: 'Ollama', llm_name: 'a' }), true);
      expect((await api.configured())['Ollama']!.llm).toMatchObject([{ type: 'chat', name: 'b' }]);
    });

    it.each(['qwen3', 'qwen3___LocalAI', ' qwen3 '])('finds the model qwen3 of LocalAI as %j', async (llm_name) => {
      await added(testApp, owner, localAi('qwen3'), localAi('other'));
      expectSuccess(await api.remove({ llm_factory: 'LocalAI', llm_name }), true);
      expect((await api.configured())['LocalAI']!.llm).toMatchObject([{ name: 'other' }]);
    });

    it('removes the credential with its last model', async () => {
      await added(testApp, owner, ollama('a'));
      expectSuccess(await api.remove({ llm_factory: 'Ollama', llm_name: 'a' }), true);
      expect(await storedCredentials(testApp, owner)).toEqual([]);
      unconfigured(await api.remove({ llm_factory: 'Ollama' }), 'LLM factory Ollama is not configured');
    });

    it('clears the defaults on what is removed, and no others', async () => {
      await added(testApp, owner, ollama('a'), ollama('e', 'embedding'), localAi('r', 'rerank'));
      await api.setDefaults({ llm_id: 'a', embd_id: 'e@Ollama', rerank_id: 'r' });
      await api.remove({ llm_factory: 'Ollama', llm_name: 'a' });
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, embd_id: 'e@Ollama', rerank_id: 'r' });
      await api.remove({ llm_factory: 'Ollama' });
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, rerank_id: 'r' });
    });

    it('lets what was removed be added anew', async () => {
      await added(testApp, owner, ollama('a'));
      await api.remove({ llm_factory: 'Ollama' });
      await added(testApp, owner, ollama('b'));
      expect((await api.configured())['Ollama']!.llm).toMatchObject([{ name: 'b' }]);
    });

    it('writes down what was removed, and by whom', async () => {
      await added(testApp, owner, ollama('a'), ollama('b'));
      await api.remove({ llm_factory: 'Ollama', llm_name: 'a' });
      await api.remove({ llm_factory: 'Ollama' });
      const trails = [
        ...(await auditTrail(testApp.dataSource, 'model:a@Ollama')),
        ...(await auditTrail(testApp.dataSource, 'factory:Ollama')),
      ];
      expect(trails.filter(({ tenant_id }) => tenant_id === owner.tenantId)).toEqual([
        { actor: `user:${owner.user.id}`, action: 'model.removed', tenant_id: owner.tenantId, details: {} },
        {
          actor: `user:${owner.user.id}`,
          action: 'factory.removed',
          tenant_id: owner.tenantId,
          details: { credentials: 1 },
        },
      ]);
    });
  });

  describe('400', () => {
    it('refuses a missing body', async () => {
      const response = await testApp.http.delete('/api/v1/models').set(owner.headers);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it.each<[string, object, string]>([
      ['no llm_factory', {}, 'llm_factory is required'],
      ['no llm_factory beside a wrong llm_name', { llm_name: 5 }, 'llm_factory is required'],
      [
        'an empty llm_name, which can’t mean the whole factory',
        { llm_factory: 'Ollama', llm_name: '' },
        'llm_name must not be empty',
      ],
      ['null for llm_factory', { llm_factory: null }, 'llm_factory is required'],
      ['an empty llm_factory', { llm_factory: '' }, 'llm_factory is required'],
      ['a blank llm_factory', { llm_factory: '  ' }, 'llm_factory is required'],
      ['a number for llm_factory', { llm_factory: 5 }, 'Field llm_factory must be a string'],
      ['an endless llm_factory', { llm_factory: 'F'.repeat(129) }, 'Field llm_factory is too long'],
      ['NUL in llm_factory', { llm_factory: '\u0000' }, 'Field llm_factory contains invalid characters'],
      ['a list for llm_name', { llm_factory: 'Ollama', llm_name: ['a'] }, 'Field llm_name must be a string'],
      ['an endless llm_name', { llm_factory: 'Ollama', llm_name: 'm'.repeat(129) }, 'Field llm_name is too long'],
      ['Builtin', { llm_factory: 'Builtin' }, 'LLM factory Builtin is not allowed'],
      ['a model of Builtin', { llm_factory: 'Builtin', llm_name: 'x' }, 'LLM factory Builtin is not allowed'],
      ['a name of nobody', { llm_factory: 'Nonesuch' }, 'LLM factory Nonesuch is not allowed'],
      ['a name in wrong case', { llm_factory: 'ollama' }, 'LLM factory ollama is not allowed'],
      ['a prototype', { llm_factory: '__proto__' }, 'LLM factory __proto__ is not allowed'],
      ['a property of all objects', { llm_factory: 'constructor' }, 'LLM factory constructor is not allowed'],
    ])('refuses %s', async (_what, body, message) => {
      await added(testApp, owner, ollama('gemma3'));
      expectFailure(await api.remove(body), 400, RetCode.ARGUMENT_ERROR, message);
      expect(Object.keys(await api.configured())).toEqual(['Ollama']);
    });
  });

  describe('401', () => {
    it('removes nothing for a stranger', async () => {
      const response = await testApp.http.delete('/api/v1/models').send({ llm_factory: 'Ollama' });
      expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
    });
  });

  describe('403', () => {
    it('removes nothing for a key that may only read', async () => {
      const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
      const response = await testApp.http
        .delete('/api/v1/models')
        .set('x-api-key', token)
        .send({ llm_factory: 'Ollama' });
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:write');
    });
  });

  describe('404', () => {
    it('does not find a factory that was never added', async () => {
      unconfigured(await api.remove({ llm_factory: 'Groq' }), 'LLM factory Groq is not configured');
    });

    it('does not find a factory for the second time', async () => {
      await added(testApp, owner, ollama('gemma3'));
      await api.remove({ llm_factory: 'Ollama' });
      unconfigured(await api.remove({ llm_factory: 'Ollama' }), 'LLM factory Ollama is not configured');
    });

    it("does not find another tenant's factory", async () => {
      const neighbour = await aUser(testApp);
      await added(testApp, neighbour, ollama('gemma3'));
      unconfigured(await api.remove({ llm_factory: 'Ollama' }), 'LLM factory Ollama is not configured');
      expect(Object.keys(await modelsApi(testApp, neighbour).configured())).toEqual(['Ollama']);
    });

    it.each(['gemma', 'gemma3___Ollama', 'GEMMA3'])('does not find the model %s', async (llm_name) => {
      await added(testApp, owner, ollama('gemma3'));
      const response = await api.remove({ llm_factory: 'Ollama', llm_name });
      unconfigured(response, `Model ${llm_name}@Ollama is not configured`);
    });

    it('does not find a model of a factory that has none', async () => {
      const response = await api.remove({ llm_factory: 'Groq', llm_name: 'llama' });
      unconfigured(response, 'LLM factory Groq is not configured');
    });

    it('does not find a model under another factory', async () => {
      await added(testApp, owner, ollama('gemma3'), localAi('qwen3'));
      const response = await api.remove({ llm_factory: 'LocalAI', llm_name: 'gemma3' });
      unconfigured(response, 'Model gemma3@LocalAI is not configured');
    });
  });
});

describe('GET /api/v1/models where an embedding server is built in', () => {
  let builtinApp: TestApp;

  beforeAll(async () => {
    const models = 'BAAI/bge-m3,Qwen/Qwen3-Embedding-0.6B,our/own-model';
    const environment = { BUILTIN_EMBEDDING_URL: 'http://tei.internal:8080', BUILTIN_EMBEDDING_MODEL: models };
    builtinApp = await startTestApp({ environment });
  });

  afterAll(() => builtinApp.close());

  it('lists the models that it has, with their limits, to everybody', async () => {
    const listed = (name: string, max_tokens: number) => ({
      type: 'embedding',
      name,
      used_token: 0,
      status: '1',
      api_base: 'http://tei.internal:8080',
      max_tokens,
    });
    expectSuccess(await modelsApi(builtinApp, await aUser(builtinApp)).details(), {
      Builtin: {
        tags: 'TEXT EMBEDDING',
        llm: [listed('BAAI/bge-m3', 8192), listed('Qwen/Qwen3-Embedding-0.6B', 32_768), listed('our/own-model', 8192)],
      },
    });
  });
});
