import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi } from './provider-world.js';

const NO_DEFAULTS = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };

/** One model of each type, all on a server of one's own. */
const OF_EACH_TYPE = {
  llm_id: ['chat', 'house-chat'],
  embd_id: ['embedding', 'house-embed'],
  asr_id: ['speech2text', 'house-asr'],
  img2txt_id: ['image2text', 'house-vision'],
  rerank_id: ['rerank', 'house-rerank'],
  tts_id: ['tts', 'house-tts'],
} as const;
const SIX = { llm_id: 'house-chat', embd_id: 'house-embed', asr_id: 'house-asr', img2txt_id: 'house-vision', rerank_id: 'house-rerank', tts_id: 'house-tts' }; // prettier-ignore
const LONGEST = { llm_id: 128, embd_id: 128, asr_id: 128, img2txt_id: 128, rerank_id: 128, tts_id: 256 };
type Field = keyof typeof OF_EACH_TYPE;
const FIELDS = Object.keys(OF_EACH_TYPE) as Field[];

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

const onServer = (llm_name: string, model_type = 'chat', llm_factory = 'LocalAI') => ({
  llm_factory,
  base_url: server,
  llm_name,
  model_type,
});
const addOneOfEachType = (actor = owner) =>
  added(testApp, actor, ...Object.values(OF_EACH_TYPE).map(([type, name]) => onServer(name, type)));
const notConfigured = (response: Parameters<typeof expectFailure>[0], id: string, type: string) =>
  expectFailure(
    response,
    400,
    RetCode.ARGUMENT_ERROR,
    `Model '${id}' (type: ${type}) is not configured. Please add the model first using POST /api/v1/models`,
  );

describe('GET /api/v1/models/default', () => {
  it('has all six, empty, where none was set', async () => {
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it('has all six, as they were named', async () => {
    await addOneOfEachType();
    await api.setDefaults({
      llm_id: 'house-chat@LocalAI',
      embd_id: 'house-embed',
      tts_id: 'house-tts___LocalAI@LocalAI',
    });
    expectSuccess(await api.defaults(), {
      ...NO_DEFAULTS,
      llm_id: 'house-chat@LocalAI',
      embd_id: 'house-embed',
      tts_id: 'house-tts___LocalAI@LocalAI',
    });
  });

  it("never has another tenant's", async () => {
    await addOneOfEachType();
    await api.setDefaults(SIX);
    expectSuccess(await modelsApi(testApp, await aUser(testApp)).defaults(), NO_DEFAULTS);
  });

  it('is the same under /api/v1/models/defaults', async () => {
    await addOneOfEachType();
    const alias = () => testApp.http.get('/api/v1/models/defaults').set(owner.headers);
    const set = await testApp.http.post('/api/v1/models/defaults').set(owner.headers).send({ llm_id: 'house-chat' });
    expectSuccess(set, true);
    expectSuccess(await alias(), { ...NO_DEFAULTS, llm_id: 'house-chat' });
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'house-chat' });
  });

  it('refuses strangers', async () => {
    const response = await testApp.http.get('/api/v1/models/default');
    expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
  });

  it('refuses a key without the scope', async () => {
    const { token } = await aKey(testApp, owner, { scopes: ['inference'] });
    const response = await testApp.http.get('/api/v1/models/default').set('x-api-key', token);
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:read');
  });
});

describe('POST /api/v1/models/default', () => {
  describe('200', () => {
    it.each(FIELDS)('sets %s alone', async (field) => {
      await addOneOfEachType();
      expectSuccess(await api.setDefaults({ [field]: SIX[field] }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, [field]: SIX[field] });
    });

    it('sets all six at once', async () => {
      await addOneOfEachType();
      expectSuccess(await api.setDefaults(SIX), true);
      expectSuccess(await api.defaults(), SIX);
    });

    it('replaces what is set, and leaves alone what is not named', async () => {
      await addOneOfEachType();
      await added(testApp, owner, onServer('newer-chat'));
      await api.setDefaults(SIX);
      expectSuccess(await api.setDefaults({ llm_id: 'newer-chat' }), true);
      expectSuccess(await api.defaults(), { ...SIX, llm_id: 'newer-chat' });
    });

    it.each(FIELDS)('clears %s with null, nothing or blanks, and no other', async (field) => {
      await addOneOfEachType();
      for (const cleared of [null, '', ' \t']) {
        await api.setDefaults(SIX);
        expectSuccess(await api.setDefaults({ [field]: cleared }), true);
        expectSuccess(await api.defaults(), { ...SIX, [field]: '' });
      }
    });

    it('clears several at once', async () => {
      await addOneOfEachType();
      await api.setDefaults(SIX);
      expectSuccess(await api.setDefaults({ llm_id: null, rerank_id: '', tts_id: ' ' }), true);
      expectSuccess(await api.defaults(), { ...SIX, llm_id: '', rerank_id: '', tts_id: '' });
    });

    it.each([null, '', '  '])('clears all with %j', async (nothing) => {
      await addOneOfEachType();
      await api.setDefaults(SIX);
      expectSuccess(await api.setDefaults(Object.fromEntries(FIELDS.map((field) => [field, nothing]))), true);
      expectSuccess(await api.defaults(), NO_DEFAULTS);
    });

    it('clears what was never set', async () => {
      expectSuccess(await api.setDefaults({ asr_id: null }), true);
      expectSuccess(await api.defaults(), NO_DEFAULTS);
    });

    it('sets some and clears others in one call', async () => {
      await addOneOfEachType();
      await api.setDefaults({ llm_id: 'house-chat' });
      expectSuccess(await api.setDefaults({ llm_id: '', embd_id: 'house-embed' }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, embd_id: 'house-embed' });
    });

    it('does not mind fields that it does not know', async () => {
      await addOneOfEachType();
      expectSuccess(await api.setDefaults({ llm_id: 'house-chat', ocr_id: 'x', nonsense: 5 }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'house-chat' });
    });

    it.each([
      'house-chat@LocalAI',
      'house-chat___LocalAI@LocalAI',
      'library/llama3.2:3b',
      'library/llama3.2:3b@LocalAI',
      'team@home',
      'team@home@LocalAI',
      'a@b@c@LocalAI',
    ])('finds the model that is meant by %s', async (llm_id) => {
      const names = ['house-chat', 'library/llama3.2:3b', 'team@home', 'a@b@c'];
      await added(testApp, owner, ...names.map((name) => onServer(name)));
      expectSuccess(await api.setDefaults({ llm_id }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id });
    });

    it('takes the longest ids', async () => {
      const tts = `${'t'.repeat(128)}@LocalAI`;
      await added(testApp, owner, onServer('c'.repeat(128)), onServer('t'.repeat(128), 'tts'));
      expectSuccess(await api.setDefaults({ llm_id: 'c'.repeat(128), tts_id: tts }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'c'.repeat(128), tts_id: tts });
    });

    it('takes all of an API service that was added whole', async () => {
      const fake = await aFake();
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      const ids = {
        llm_id: 'gpt-4o-mini@OpenAI',
        embd_id: 'text-embedding-3-small',
        asr_id: 'whisper-1',
        img2txt_id: 'gpt-4o',
        tts_id: 'tts-1',
      };
      expectSuccess(await api.setDefaults(ids), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, ...ids });
    });

    it('takes for chat an image-to-text model that chats', async () => {
      const fake = await aFake();
      const model = { llm_name: 'glm-4v', model_type: 'image2text' };
      await added(testApp, owner, { llm_factory: 'ZHIPU-AI', api_key: fake.apiKey, base_url: fake.url, ...model });
      expectSuccess(await api.setDefaults({ llm_id: 'glm-4v', img2txt_id: 'glm-4v' }), true);
    });

    it('means by a bare name the factory that ranks highest', async () => {
      const fake = await aFake();
      const model = { api_key: fake.apiKey, base_url: fake.url, llm_name: 'same', model_type: 'chat' };
      await added(testApp, owner, onServer('same'), onServer('same', 'chat', 'Ollama'));
      await added(testApp, owner, { llm_factory: 'OpenAI', ...model });
      await added(testApp, owner, { llm_factory: 'OpenAI-API-Compatible', ...model });
      const meant: string[] = [];
      for (const factory of ['OpenAI', 'OpenAI-API-Compatible', 'Ollama', 'LocalAI']) {
        await api.setDefaults({ llm_id: 'same' });
        await api.remove({ llm_factory: factory });
        meant.push((await api.defaults()).body.data.llm_id as string);
      }
      expect(meant).toEqual(['', '', '', '']);
    });

    it('stays when another factory that has the name goes', async () => {
      await added(testApp, owner, onServer('same'), onServer('same', 'chat', 'Ollama'));
      await api.setDefaults({ llm_id: 'same' });
      await api.remove({ llm_factory: 'LocalAI' });
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'same' });
    });

    it('writes down what was set and cleared', async () => {
      await addOneOfEachType();
      await api.setDefaults({ llm_id: 'house-chat', tts_id: null });
      expect(await auditTrail(testApp.dataSource, `tenant:${owner.tenantId}`)).toContainEqual({
        actor: `user:${owner.user.id}`,
        action: 'defaults.set',
        tenant_id: owner.tenantId,
        details: { llm_id: 'house-chat', tts_id: '' },
      });
    });
  });

  describe('400', () => {
    it('refuses a missing body', async () => {
      const response = await testApp.http.post('/api/v1/models/default').set(owner.headers);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it.each([{}, { ocr_id: 'x' }, { llm: 'house-chat' }])('refuses %j, which names no model', async (body) => {
      const response = await api.setDefaults(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'At least one model ID must be provided');
    });

    it.each(FIELDS)('holds %s to a text that fits', async (field) => {
      const longest = LONGEST[field];
      for (const wrong of [5, 0, true, false, [], ['house-chat'], {}]) {
        const response = await api.setDefaults({ [field]: wrong });
        expectFailure(response, 400, RetCode.ARGUMENT_ERROR, `Field ${field} must be a string`);
      }
      const tooLong = await api.setDefaults({ [field]: 'x'.repeat(longest + 1) });
      expectFailure(tooLong, 400, RetCode.ARGUMENT_ERROR, `Field ${field} is too long`);
      const unstorable = await api.setDefaults({ [field]: 'a\u0000b' });
      expectFailure(unstorable, 400, RetCode.ARGUMENT_ERROR, `Field ${field} contains invalid characters`);
      notConfigured(
        await api.setDefaults({ [field]: 'x'.repeat(longest) }),
        'x'.repeat(longest),
        OF_EACH_TYPE[field][0],
      );
    });

    it.each(FIELDS)('refuses for %s what is not configured, or of another type', async (field) => {
      await addOneOfEachType();
      const others = FIELDS.filter((each) => each !== field).map((each) => SIX[each]);
      for (const id of ['nonesuch', ...others]) {
        notConfigured(await api.setDefaults({ [field]: id }), id, OF_EACH_TYPE[field][0]);
      }
      expectSuccess(await api.defaults(), NO_DEFAULTS);
    });

    it.each<[string, object, string, string]>([
      ['the only bad one', { llm_id: 'house-chat', embd_id: 'bad', tts_id: 'house-tts' }, 'bad', 'embedding'],
      ['the last when it alone is bad', { llm_id: 'house-chat', tts_id: 'bad' }, 'bad', 'tts'],
      ['the first of several', { tts_id: 'bad-3', rerank_id: 'bad-2', asr_id: 'bad-1' }, 'bad-1', 'speech2text'],
      ['the first when all are bad', Object.fromEntries([...FIELDS].reverse().map((field) => [field, `bad-${field}`])), 'bad-llm_id', 'chat'], // prettier-ignore
      ['the bad one beside one that is cleared', { llm_id: null, rerank_id: 'bad' }, 'bad', 'rerank'],
    ])('changes nothing at all, and names %s', async (_what, body, id, type) => {
      await addOneOfEachType();
      await added(testApp, owner, onServer('older-chat'));
      const before = { ...NO_DEFAULTS, llm_id: 'older-chat', embd_id: 'house-embed' };
      await api.setDefaults({ llm_id: 'older-chat', embd_id: 'house-embed' });
      notConfigured(await api.setDefaults(body), id, type);
      expectSuccess(await api.defaults(), before);
    });

    it.each([
      'house-chat@Ollama',
      'house-chat@Nonesuch',
      'house-chat@localai',
      'house-chat@',
      '@LocalAI',
      'house-chat@LocalAI@LocalAI',
      'house-chat@Ollama@Nonesuch',
      'house-chat@Builtin',
      'house-chat___LocalAI',
      'HOUSE-CHAT',
      ' house-chat',
      '__proto__',
      'house-chat@__proto__',
      '%',
      "house-chat' OR '1'='1",
    ])('finds nothing by %j', async (llm_id) => {
      await addOneOfEachType();
      notConfigured(await api.setDefaults({ llm_id }), llm_id, 'chat');
    });

    it('takes the last of several @ for a factory, whatever there is', async () => {
      await added(testApp, owner, onServer('a@b@c'));
      notConfigured(await api.setDefaults({ llm_id: 'a@b@c' }), 'a@b@c', 'chat');
    });

    it("refuses another tenant's model", async () => {
      await addOneOfEachType(await aUser(testApp));
      notConfigured(await api.setDefaults({ llm_id: 'house-chat' }), 'house-chat', 'chat');
    });

    it('refuses a model that was removed', async () => {
      await addOneOfEachType();
      await api.setDefaults({ llm_id: 'house-chat' });
      await api.remove({ llm_factory: 'LocalAI', llm_name: 'house-chat' });
      notConfigured(await api.setDefaults({ llm_id: 'house-chat' }), 'house-chat', 'chat');
    });

    it('refuses a model that is switched off', async () => {
      await addOneOfEachType();
      await testApp.http
        .post('/v1/llm/enable_llm')
        .set(owner.headers)
        .send({ llm_factory: 'LocalAI', llm_name: 'house-chat', status: '0' });
      notConfigured(await api.setDefaults({ llm_id: 'house-chat' }), 'house-chat', 'chat');
    });

    it('refuses for image-to-text a chat model that does not see', async () => {
      const fake = await aFake();
      await added(testApp, owner, { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url });
      notConfigured(await api.setDefaults({ img2txt_id: 'gpt-3.5-turbo' }), 'gpt-3.5-turbo', 'image2text');
    });

    it.each(['BAAI/bge-m3', 'BAAI/bge-m3@Builtin'])('refuses %s where nothing is built in', async (embd_id) => {
      notConfigured(await api.setDefaults({ embd_id }), embd_id, 'embedding');
    });
  });

  describe('401', () => {
    it('sets nothing for strangers', async () => {
      const response = await testApp.http.post('/api/v1/models/default').send({ llm_id: null });
      expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, "`Authorization` can't be empty");
    });
  });

  describe('403', () => {
    it('sets nothing for a viewer', async () => {
      const viewer = await aUser(testApp);
      await join(testApp, viewer, owner.tenantId, 'viewer');
      const response = await testApp.http
        .post('/api/v1/models/default')
        .set({ ...viewer.headers, 'x-tenant-id': owner.tenantId })
        .send({ llm_id: null });
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'Role viewer lacks the scope models:write');
    });
  });
});

describe('POST /api/v1/models/default where embedding models are built in', () => {
  let builtinApp: TestApp;

  beforeAll(async () => {
    const models = 'BAAI/bge-m3,Qwen/Qwen3-Embedding-0.6B';
    const environment = { BUILTIN_EMBEDDING_URL: 'http://tei.internal:8080', BUILTIN_EMBEDDING_MODEL: models };
    builtinApp = await startTestApp({ environment: { ...environment, ...ALLOW_LOOPBACK } });
  });

  beforeEach(async () => {
    owner = await aUser(builtinApp);
    api = modelsApi(builtinApp, owner);
  });

  afterAll(() => builtinApp.close());

  it.each(['BAAI/bge-m3', 'BAAI/bge-m3@Builtin', 'Qwen/Qwen3-Embedding-0.6B'])(
    'takes %s, which is there without being added',
    async (embd_id) => {
      expectSuccess(await api.setDefaults({ embd_id }), true);
      expectSuccess(await api.defaults(), { ...NO_DEFAULTS, embd_id });
      expectSuccess(await api.setDefaults({ embd_id: '' }), true);
      expectSuccess(await api.defaults(), NO_DEFAULTS);
    },
  );

  it.each([
    ['in the catalog, but not here', 'BAAI/bge-small-en-v1.5'],
    ['in the catalog, but not here, with its factory', 'BAAI/bge-small-en-v1.5@Builtin'],
    ['nowhere', 'BAAI/nonesuch'],
    ['nowhere, with the factory', 'BAAI/nonesuch@Builtin'],
    ['of another factory', 'BAAI/bge-m3@LocalAI'],
  ])('refuses what is %s', async (_where, embd_id) => {
    notConfigured(await api.setDefaults({ embd_id }), embd_id, 'embedding');
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it.each<[Exclude<Field, 'embd_id'>]>([['llm_id'], ['asr_id'], ['img2txt_id'], ['rerank_id'], ['tts_id']])(
    'refuses an embedding model for %s',
    async (field) => {
      notConfigured(await api.setDefaults({ [field]: 'BAAI/bge-m3' }), 'BAAI/bge-m3', OF_EACH_TYPE[field][0]);
    },
  );

  it('takes a built-in model beside one that was added', async () => {
    await added(builtinApp, owner, onServer('house-chat'));
    expectSuccess(await api.setDefaults({ llm_id: 'house-chat', embd_id: 'BAAI/bge-m3' }), true);
    expectSuccess(await api.defaults(), { ...NO_DEFAULTS, llm_id: 'house-chat', embd_id: 'BAAI/bge-m3' });
  });

  it.each<[string, object, string, string]>([
    ['built in and missing', { embd_id: 'BAAI/bge-m3', rerank_id: 'nonesuch' }, 'nonesuch', 'rerank'],
    ['added and not built in', { llm_id: 'house-chat', embd_id: 'BAAI/nonesuch' }, 'BAAI/nonesuch', 'embedding'],
    ['missing alone', { embd_id: 'BAAI/nonesuch', tts_id: 'BAAI/bge-m3' }, 'BAAI/nonesuch', 'embedding'],
  ])('changes nothing for a mix of %s', async (_what, body, id, type) => {
    await added(builtinApp, owner, onServer('house-chat'));
    notConfigured(await api.setDefaults(body), id, type);
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });

  it('prefers a model that was added under the same name', async () => {
    await added(builtinApp, owner, onServer('BAAI/bge-m3', 'embedding'));
    await api.setDefaults({ embd_id: 'BAAI/bge-m3' });
    await api.remove({ llm_factory: 'LocalAI' });
    expectSuccess(await api.defaults(), NO_DEFAULTS);
  });
});
