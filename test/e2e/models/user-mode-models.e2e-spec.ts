import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const NO_DEFAULTS = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };
const WRONG_KEY = 'sk-wrong-key-0123456789';

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

/** As RAGFlow's command line sends its token: without the word Bearer. */
const post = (path: string, body: object, { token }: Actor = owner) =>
  testApp.http.post(path).set('authorization', token).send(body);
const get = (path: string, { token }: Actor = owner) => testApp.http.get(path).set('authorization', token);
const ollama = (llm_name: string, model_type = 'chat') => ({
  llm_factory: 'Ollama',
  base_url: server,
  llm_name,
  model_type,
});
const badInput = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
const notFound = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 404, RetCode.DATA_ERROR, message);
const refused = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 400, RetCode.DATA_ERROR, message);

const WRITES: [string, object][] = [
  ['/v1/llm/set_api_key', { llm_factory: 'OpenAI', api_key: 'k' }],
  ['/v1/llm/add_llm', { llm_factory: 'OpenAI', api_key: 'k', llm_name: 'm', model_type: 'chat' }],
  ['/v1/llm/delete_factory', { llm_factory: 'OpenAI' }],
  ['/v1/llm/delete_llm', { llm_factory: 'OpenAI', llm_name: 'm' }],
  ['/v1/llm/enable_llm', { llm_factory: 'OpenAI', llm_name: 'm', status: '1' }],
  ['/v1/user/set_tenant_info', { tenant_id: 't', llm_id: '' }],
];
const READS = ['/v1/llm/my_llms', '/v1/llm/factories', '/v1/llm/list', '/v1/user/tenant_info'];

describe('every call about models in user mode', () => {
  it.each(WRITES)('wants a credential and the right to change models for POST %s', async (path, body) => {
    const stranger = await testApp.http.post(path).send(body);
    expectFailure(stranger, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
    const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
    const reader = await testApp.http.post(path).set('authorization', token).send(body);
    expectFailure(reader, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:write');
    const bodyless = await testApp.http.post(path).set(owner.headers);
    badInput(bodyless, 'Invalid request body');
  });

  it.each(READS)('wants a credential and the right to read models for GET %s', async (path) => {
    const stranger = await testApp.http.get(path);
    expectFailure(stranger, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
    const { token } = await aKey(testApp, owner, { scopes: ['inference'] });
    const other = await testApp.http.get(path).set('authorization', token);
    expectFailure(other, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:read');
  });
});

describe('POST /v1/llm/set_api_key', () => {
  it('connects a whole factory', async () => {
    const fake = await aFake();
    const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
    expectSuccess(await post('/v1/llm/set_api_key', body), true);
    expect(await storedCredentials(testApp, owner)).toEqual([
      { factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } },
    ]);
  });

  it('means the whole factory even when a model is named', async () => {
    const fake = await aFake();
    const body = { llm_factory: 'DeepSeek', api_key: fake.apiKey, base_url: fake.url, llm_name: 'x', model_type: 'y' };
    expectSuccess(await post('/v1/llm/set_api_key', body), true);
    expect((await api.configured())['DeepSeek']!.llm.length).toBeGreaterThan(1);
  });

  it('says in its own words what the provider refused, and stores nothing', async () => {
    const fake = await aFake();
    refused(
      await post('/v1/llm/set_api_key', { llm_factory: 'OpenAI', api_key: WRONG_KEY, base_url: fake.url }),
      '\nFail to access embedding model(text-embedding-3-small) using this api key.Incorrect API key provided: ***.' +
        '\nFail to access model(OpenAI/gpt-5.4-nano) using this api key.Incorrect API key provided: ***.',
    );
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });

  it.each([
    [{}, 'llm_factory is required'],
    [{ llm_factory: 'Builtin' }, 'LLM factory Builtin is not allowed'],
    [{ llm_factory: 'Nonesuch', api_key: 'k' }, 'LLM factory Nonesuch is not allowed'],
    [{ llm_factory: 'OpenAI' }, 'api_key or appropriate authentication fields are required for factory-level addition'],
  ])('refuses %j', async (body, message) => {
    badInput(await post('/v1/llm/set_api_key', body), message);
  });
});

describe('POST /v1/llm/add_llm', () => {
  it('connects one model', async () => {
    const fake = await aFake();
    const model = { llm_name: 'm', model_type: 'chat', max_tokens: 4096 };
    const body = { llm_factory: 'OpenAI-API-Compatible', api_key: fake.apiKey, api_base: fake.url, ...model };
    expectSuccess(await post('/v1/llm/add_llm', body), true);
    expect((await api.configured())['OpenAI-API-Compatible']!.llm).toEqual([
      { type: 'chat', name: 'm', used_token: 0, status: '1', api_base: fake.url, max_tokens: 4096 },
    ]);
  });

  it.each([
    ['chat', '\nFail to access model(VLLM/m) using this api key.'],
    ['embedding', '\nFail to access embedding model(VLLM/m) using this api key.'],
    ['rerank', 'Fail to access model(VLLM/m) using this api key.'],
  ])('says in its own words that a %s model was refused', async (model_type, beginning) => {
    const fake = await aFake();
    const body = { llm_factory: 'VLLM', api_key: WRONG_KEY, api_base: fake.url, llm_name: 'm___VLLM', model_type };
    refused(await post('/v1/llm/add_llm', body), `${beginning}Incorrect API key provided: ***.`);
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });

  it('says of a rerank model without scores that it is none', async () => {
    const fake = await aFake();
    fake.behave('empty');
    const body = { llm_factory: 'VLLM', api_key: fake.apiKey, api_base: fake.url, llm_name: 'm', model_type: 'rerank' };
    refused(await post('/v1/llm/add_llm', body), 'VLLM does not support this model(VLLM/m)');
  });

  it.each([
    [{ llm_factory: 'OpenAI', api_key: 'k', llm_name: 'm' }, 'model_type is required when adding an individual model'],
    [{ llm_factory: 'Ollama', llm_name: 'm', model_type: 'tts' }, 'TTS model from Ollama is not supported yet.'],
  ])('refuses %j', async (body, message) => {
    badInput(await post('/v1/llm/add_llm', body), message);
  });
});

describe('POST /v1/llm/delete_factory', () => {
  it('disconnects a factory, once', async () => {
    await added(testApp, owner, ollama('a'), ollama('b', 'embedding'));
    expectSuccess(await post('/v1/llm/delete_factory', { llm_factory: 'Ollama' }), true);
    expect(await api.configured()).toEqual({});
    const again = await post('/v1/llm/delete_factory', { llm_factory: 'Ollama' });
    notFound(again, 'LLM factory Ollama is not configured');
  });

  it.each([
    [{}, 'llm_factory is required'],
    [{ llm_factory: 'Builtin' }, 'LLM factory Builtin is not allowed'],
    [{ llm_factory: 'ollama' }, 'LLM factory ollama is not allowed'],
  ])('refuses %j', async (body, message) => {
    badInput(await post('/v1/llm/delete_factory', body), message);
  });
});

describe('POST /v1/llm/delete_llm', () => {
  it('removes one model, with the default on it', async () => {
    await added(testApp, owner, ollama('a'), ollama('b'));
    await api.setDefaults({ llm_id: 'a' });
    expectSuccess(await post('/v1/llm/delete_llm', { llm_factory: 'Ollama', llm_name: 'a' }), true);
    expect((await api.configured())['Ollama']!.llm).toMatchObject([{ name: 'b' }]);
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it('does not find a model twice', async () => {
    await added(testApp, owner, ollama('a'), ollama('b'));
    const body = { llm_factory: 'Ollama', llm_name: 'a' };
    await post('/v1/llm/delete_llm', body);
    notFound(await post('/v1/llm/delete_llm', body), 'Model a@Ollama is not configured');
  });

  it.each([
    [{ llm_factory: 'Ollama' }, 'llm_name is required'],
    [{ llm_factory: 'Ollama', llm_name: '' }, 'llm_name is required'],
    [{ llm_factory: 'Ollama', llm_name: null }, 'llm_name is required'],
    [{ llm_factory: 'Ollama', llm_name: 5 }, 'Field llm_name must be a string'],
    [{ llm_factory: 'Ollama', llm_name: 'm'.repeat(129) }, 'Field llm_name is too long'],
    [{ llm_factory: 'Builtin', llm_name: 'a' }, 'LLM factory Builtin is not allowed'],
  ])('refuses %j', async (body, message) => {
    await added(testApp, owner, ollama('a'));
    badInput(await post('/v1/llm/delete_llm', body), message);
    expect((await api.configured())['Ollama']!.llm).toMatchObject([{ name: 'a' }]);
  });
});

describe('POST /v1/llm/enable_llm', () => {
  it.each([
    ['0', '1'],
    [0, 1],
  ])('switches a model off with %j and on with %j', async (off, on) => {
    await added(testApp, owner, ollama('a'), ollama('b'));
    const statuses = async () => (await api.configured())['Ollama']!.llm.map(({ status }) => status);
    const body = { llm_factory: 'Ollama', llm_name: 'a' };
    expectSuccess(await post('/v1/llm/enable_llm', { ...body, status: off }), true);
    expect(await statuses()).toEqual(['0', '1']);
    expectSuccess(await post('/v1/llm/enable_llm', { ...body, status: on }), true);
    expect(await statuses()).toEqual(['1', '1']);
  });

  it('leaves a model switched off that is added again', async () => {
    await added(testApp, owner, ollama('a'));
    await post('/v1/llm/enable_llm', { llm_factory: 'Ollama', llm_name: 'a', status: '0' });
    await added(testApp, owner, ollama('a'));
    expect((await api.configured())['Ollama']!.llm).toMatchObject([{ name: 'a', status: '0' }]);
  });

  it('does not find what is not configured', async () => {
    await added(testApp, owner, ollama('a'));
    const switchOff = (fields: object) => post('/v1/llm/enable_llm', { status: '0', ...fields });
    notFound(await switchOff({ llm_factory: 'Ollama', llm_name: 'b' }), 'Model b@Ollama is not configured');
    notFound(await switchOff({ llm_factory: 'Groq', llm_name: 'a' }), 'LLM factory Groq is not configured');
  });

  it.each([
    [{ llm_factory: 'Ollama', llm_name: 'a' }, 'status must be 0 or 1'],
    [{ llm_factory: 'Ollama', llm_name: 'a', status: '2' }, 'status must be 0 or 1'],
    [{ llm_factory: 'Ollama', llm_name: 'a', status: true }, 'status must be 0 or 1'],
    [{ llm_factory: 'Ollama', status: '1' }, 'llm_name is required'],
    [{ llm_name: 'a', status: '1', llm_factory: 'Nonesuch' }, 'LLM factory Nonesuch is not allowed'],
  ])('refuses %j', async (body, message) => {
    await added(testApp, owner, ollama('a'));
    badInput(await post('/v1/llm/enable_llm', body), message);
  });
});

describe('GET /v1/llm/my_llms', () => {
  it('is what GET /api/v1/models is', async () => {
    await added(testApp, owner, ollama('a'), ollama('b', 'embedding'));
    expectSuccess(await get('/v1/llm/my_llms'), (await api.list()).body.data);
  });
});

describe('GET /v1/llm/factories', () => {
  it('has all 52, in the words of user mode', async () => {
    const response = await get('/v1/llm/factories');
    const factories = response.body.data as object[];
    expect(factories).toHaveLength(52);
    expect(factories[0]).toEqual({
      name: 'OpenAI',
      tags: 'LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION',
      status: '1',
      rank: 999,
      model_types: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
    });
  });
});

describe('GET /v1/llm/list', () => {
  const listed = (llm_name: string, model_type: string, isOn = true) => ({
    llm_name,
    model_type,
    fid: 'Ollama',
    max_tokens: 8192,
    available: isOn,
    status: isOn ? '1' : '0',
  });

  it('has the models of the tenant by factory', async () => {
    await added(testApp, owner, ollama('a'), ollama('b', 'embedding'));
    await post('/v1/llm/enable_llm', { llm_factory: 'Ollama', llm_name: 'a', status: '0' });
    expectSuccess(await get('/v1/llm/list'), {
      Builtin: [],
      Ollama: [listed('a', 'chat', false), listed('b', 'embedding')],
    });
  });

  it.each([
    ['embedding', ['b']],
    ['image2text', ['c']],
    ['vision', ['c']],
    ['tts', []],
    ['', ['a', 'b', 'c']],
  ])('has only those of the type %j', async (type, names) => {
    await added(testApp, owner, ollama('a'), ollama('b', 'embedding'), ollama('c', 'image2text'));
    const response = await get(`/v1/llm/list?model_type=${type}`);
    const { Ollama } = response.body.data as { Ollama: { llm_name: string }[] };
    expect(Ollama.map(({ llm_name }) => llm_name)).toEqual(names);
  });

  it('refuses a type that is none', async () => {
    badInput(
      await get('/v1/llm/list?model_type=ocr'),
      'model_type must be one of: chat, embedding, rerank, image2text, speech2text, tts',
    );
  });
});

describe('GET /v1/user/tenant_info', () => {
  it('has the tenant, its defaults and the role in it', async () => {
    await added(testApp, owner, ollama('a'));
    await api.setDefaults({ llm_id: 'a@Ollama' });
    expectSuccess(await get('/v1/user/tenant_info'), {
      tenant_id: owner.tenantId,
      name: `${owner.email.split('@')[0]}‘s Kingdom`,
      ...NO_DEFAULTS,
      llm_id: 'a@Ollama',
      parser_ids: '',
      role: 'owner',
    });
  });

  it.each([
    ['admin', 'admin'],
    ['member', 'normal'],
    ['viewer', 'normal'],
  ] as const)('calls a %s %s', async (role, called) => {
    const guest = await aUser(testApp);
    await join(testApp, guest, owner.tenantId, role);
    const response = await get('/v1/user/tenant_info', guest).set('x-tenant-id', owner.tenantId);
    expect(response.body.data).toMatchObject({ tenant_id: owner.tenantId, role: called });
  });
});

describe('POST /v1/user/set_tenant_info', () => {
  const setInfo = (body: object) => post('/v1/user/set_tenant_info', { tenant_id: owner.tenantId, ...body });

  it('sets defaults as the command line does: all that are known, one of them new', async () => {
    await added(testApp, owner, ollama('a'), ollama('e', 'embedding'));
    await api.setDefaults({ embd_id: 'e' });
    const { rerank_id: _neverSent, ...five } = NO_DEFAULTS;
    expectSuccess(await setInfo({ ...five, embd_id: 'e', llm_id: 'a' }), true);
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'a', embd_id: 'e' });
  });

  it('resets with an empty id', async () => {
    await added(testApp, owner, ollama('a'), ollama('e', 'embedding'));
    await api.setDefaults({ llm_id: 'a', embd_id: 'e' });
    expectSuccess(await setInfo({ llm_id: '', embd_id: 'e' }), true);
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, embd_id: 'e' });
  });

  it('passes over what is so already, though its model was switched off', async () => {
    await added(testApp, owner, ollama('a'), ollama('e', 'embedding'));
    await api.setDefaults({ llm_id: 'a' });
    await post('/v1/llm/enable_llm', { llm_factory: 'Ollama', llm_name: 'a', status: '0' });
    expectSuccess(await setInfo({ llm_id: 'a', embd_id: 'e' }), true);
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'a', embd_id: 'e' });
  });

  it('changes nothing when nothing is named', async () => {
    expectSuccess(await setInfo({}), true);
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it('changes nothing when one is not configured', async () => {
    await added(testApp, owner, ollama('a'));
    badInput(
      await setInfo({ llm_id: 'a', tts_id: 'nonesuch' }),
      "Model 'nonesuch' (type: tts) is not configured. Please add the model first using POST /api/v1/models",
    );
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it.each([
    [{ tenant_id: undefined }, 'tenant_id is required'],
    [{ tenant_id: '' }, 'tenant_id is required'],
    [{ tenant_id: 5 }, 'Field tenant_id must be a string'],
    [{ llm_id: 5 }, 'Field llm_id must be a string'],
    [{ tts_id: 't'.repeat(257) }, 'Field tts_id is too long'],
  ])('refuses %j', async (body, message) => {
    badInput(await setInfo(body), message);
  });

  it("refuses another's tenant, and leaves both alone", async () => {
    const neighbour = await aUser(testApp);
    await added(testApp, neighbour, ollama('a'));
    await added(testApp, owner, ollama('a'));
    const response = await setInfo({ tenant_id: neighbour.tenantId, llm_id: 'a' });
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'tenant_id must be your own tenant');
    expectSuccess(await api.defaults(), NO_DEFAULTS);
    expectSuccess(await modelsApi(testApp, neighbour).defaults(), NO_DEFAULTS);
  });

  it('changes a tenant that one belongs to when the call is made in it', async () => {
    const guest = await aUser(testApp);
    await join(testApp, guest, owner.tenantId, 'admin');
    await added(testApp, owner, ollama('a'));
    const body = { tenant_id: owner.tenantId, llm_id: 'a' };
    const response = await post('/v1/user/set_tenant_info', body, guest).set('x-tenant-id', owner.tenantId);
    expectSuccess(response, true);
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'a' });
  });
});
