import { jest } from '@jest/globals';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { OutboundGuard } from '../../../src/providers/outbound-guard.js';
import { ProviderVerifier } from '../../../src/providers/provider-verifier.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { PROVIDER_FAILURES } from './provider-failures.js';
import { ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

type Response = Parameters<typeof expectFailure>[0];

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

const badInput = (response: Response, message: string) => expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
const refused = (response: Response, message: string) =>
  expectFailure(response, 400, RetCode.AUTHENTICATION_ERROR, message);
const expectNothingStored = async () => {
  expect(await api.configured()).toEqual({});
  expect(await storedCredentials(testApp, owner)).toEqual([]);
};

const NUL = 'a\u0000b';
const HALF = '\ud83d';

/** An address that would be refused later: nothing here may get that far. */
const OPENAI = { llm_factory: 'OpenAI', api_key: 'sk-1', base_url: 'http://127.0.0.1:9/v1' };
const SINGLE = { ...OPENAI, llm_name: 'm', model_type: 'chat' };

const SPECIAL_FIELDS = [
  ...['ark_api_key', 'endpoint_id', 'hunyuan_sid', 'hunyuan_sk', 'tencent_cloud_sid', 'tencent_cloud_sk'],
  ...['bedrock_ak', 'bedrock_sk', 'bedrock_region', 'auth_mode', 'aws_role_arn', 'yiyan_ak', 'yiyan_sk'],
  ...['fish_audio_ak', 'fish_audio_refid', 'google_project_id', 'google_region', 'google_service_account_key'],
  ...['api_version', 'provider_order', 'spark_api_password', 'spark_app_id', 'spark_api_secret', 'spark_api_key'],
];

describe('POST /api/v1/models', () => {
  describe('400, the body', () => {
    it.each([
      ['is missing', ''],
      ['is no JSON', '{"llm_factory": "OpenAI"'],
      ['is null', 'null'],
      ['is a list', '[{"llm_factory":"OpenAI"}]'],
      ['is text', '"OpenAI"'],
      ['is a number', '1'],
      ['names a prototype', '{"__proto__":{"llm_factory":"OpenAI"}}'],
      ['reaches for a prototype', '{"llm_factory":"OpenAI","constructor":{"prototype":{"x":1}}}'],
    ])('refuses one that %s', async (_what, text) => {
      const response = await testApp.http
        .post('/api/v1/models')
        .set({ ...owner.headers, 'content-type': 'application/json' })
        .send(text);
      badInput(response, 'Invalid request body');
    });

    it.each<[string, object, string]>([
      ['no llm_factory', { api_key: 'k' }, 'llm_factory is required'],
      ['null for llm_factory', { llm_factory: null }, 'llm_factory is required'],
      ['an empty llm_factory', { llm_factory: '' }, 'llm_factory is required'],
      ['a blank llm_factory', { llm_factory: ' \t' }, 'llm_factory is required'],
      ['a number for llm_factory', { llm_factory: 5 }, 'Field llm_factory must be a string'],
      ['a list for llm_factory', { llm_factory: ['OpenAI'] }, 'Field llm_factory must be a string'],
      ['an object for llm_factory', { llm_factory: { name: 'OpenAI' } }, 'Field llm_factory must be a string'],
      ['a boolean for llm_factory', { llm_factory: true }, 'Field llm_factory must be a string'],
      ['an endless llm_factory', { llm_factory: 'F'.repeat(129) }, 'Field llm_factory is too long'],
      ['a number for llm_name', { ...SINGLE, llm_name: 5 }, 'Field llm_name must be a string'],
      ['an endless llm_name', { ...SINGLE, llm_name: 'm'.repeat(129) }, 'Field llm_name is too long'],
      ['a list for model_type', { ...SINGLE, model_type: ['chat'] }, 'Field model_type must be a string'],
      ['a number for api_key', { ...OPENAI, api_key: 5 }, 'Field api_key must be a string or an object'],
      ['a list for api_key', { ...OPENAI, api_key: ['k'] }, 'Field api_key must be a string or an object'],
      ['a boolean for api_key', { ...OPENAI, api_key: false }, 'Field api_key must be a string or an object'],
      [
        'an object of strange fields for api_key',
        { ...OPENAI, api_key: { key: 'k' } },
        'Field api_key must be a string',
      ],
      ['an endless api_key', { ...OPENAI, api_key: 'k'.repeat(16_385) }, 'Field api_key is too long'],
      [
        'an endless api_key object',
        { ...OPENAI, api_key: { api_key: 'k'.repeat(16_384) } },
        'Field api_key is too long',
      ],
      ['an object for base_url', { ...OPENAI, base_url: {} }, 'Field base_url must be a string'],
      ['an endless base_url', { ...OPENAI, base_url: `https://h/${'p'.repeat(246)}` }, 'Field base_url is too long'],
      ['a number for api_base', { ...OPENAI, api_base: 1 }, 'Field api_base must be a string'],
      ['an endless api_base', { ...OPENAI, api_base: `https://h/${'p'.repeat(246)}` }, 'Field api_base is too long'],
      ['text for max_tokens', { ...SINGLE, max_tokens: '4096' }, 'Field max_tokens must be an integer'],
      ['a fraction for max_tokens', { ...SINGLE, max_tokens: 1.5 }, 'Field max_tokens must be an integer'],
      ['a boolean for max_tokens', { ...SINGLE, max_tokens: true }, 'Field max_tokens must be an integer'],
      ['zero max_tokens', { ...SINGLE, max_tokens: 0 }, 'Field max_tokens must be a positive integer'],
      ['negative max_tokens', { ...SINGLE, max_tokens: -1 }, 'Field max_tokens must be a positive integer'],
      [
        'max_tokens beyond 32 bits',
        { ...SINGLE, max_tokens: 2_147_483_648 },
        'Field max_tokens must be a positive integer of at most 2147483647',
      ],
      ['NUL in llm_factory', { llm_factory: NUL }, 'Field llm_factory contains invalid characters'],
      ['half a character in llm_factory', { llm_factory: HALF }, 'Field llm_factory contains invalid characters'],
      ['NUL in llm_name', { ...SINGLE, llm_name: NUL }, 'Field llm_name contains invalid characters'],
      ['half a character in llm_name', { ...SINGLE, llm_name: HALF }, 'Field llm_name contains invalid characters'],
      ['NUL in api_key', { ...OPENAI, api_key: NUL }, 'Field api_key contains invalid characters'],
      [
        'half a character inside api_key',
        { ...OPENAI, api_key: { api_key: HALF } },
        'Field api_key.api_key contains invalid characters',
      ],
      ['NUL in base_url', { ...OPENAI, base_url: NUL }, 'Field base_url contains invalid characters'],
      ['NUL in a field that nobody knows', { ...OPENAI, note: NUL }, 'Field note contains invalid characters'],
    ])('refuses %s', async (_what, body, message) => {
      badInput(await api.add(body), message);
    });

    it.each(SPECIAL_FIELDS)('holds %s to text of a bearable length that can be stored', async (field) => {
      const body = { llm_factory: 'OpenAI', api_key: 'sk-1' };
      badInput(await api.add({ ...body, [field]: 5 }), `Field ${field} must be a string`);
      badInput(await api.add({ ...body, [field]: 'x'.repeat(16_385) }), `Field ${field} is too long`);
      badInput(await api.add({ ...body, [field]: HALF }), `Field ${field} contains invalid characters`);
    });
  });

  describe('400, the factory', () => {
    it.each([
      ...['Nonesuch', 'openai', 'OPENAI', 'Open AI', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
      ...['valueOf', 'OpenAI\u200b'],
    ])('does not allow %j', async (llm_factory) => {
      badInput(await api.add({ ...SINGLE, llm_factory }), `LLM factory ${llm_factory} is not allowed`);
    });

    it.each<[string, object]>([
      ['', {}],
      [', nor a model of it', { llm_name: 'BAAI/bge-m3', model_type: 'embedding' }],
      [', with an address neither', { base_url: 'http://127.0.0.1:9', api_key: 'k' }],
    ])('does not allow Builtin%s', async (_how, fields) => {
      badInput(await api.add({ llm_factory: 'Builtin', ...fields }), 'LLM factory Builtin is not allowed');
    });
  });

  describe('400, an individual model', () => {
    const TYPES = 'model_type must be one of: chat, embedding, rerank, image2text, speech2text, tts';
    it.each<[string, object, string]>([
      ['model_type without llm_name', { model_type: 'chat' }, 'llm_name is required when adding an individual model'],
      [
        'model_type beside a null llm_name',
        { llm_name: null, model_type: 'chat' },
        'llm_name is required when adding an individual model',
      ],
      [
        'an empty llm_name',
        { llm_name: '', model_type: 'chat' },
        'llm_name is required when adding an individual model',
      ],
      [
        'a blank llm_name',
        { llm_name: '  ', model_type: 'chat' },
        'llm_name is required and cannot be empty for individual model addition',
      ],
      ['llm_name without model_type', { llm_name: 'm' }, 'model_type is required when adding an individual model'],
      [
        'an empty model_type',
        { llm_name: 'm', model_type: '' },
        'model_type is required when adding an individual model',
      ],
      ['an unknown model_type', { llm_name: 'm', model_type: 'ocr' }, TYPES],
      ['a model_type in capitals', { llm_name: 'm', model_type: 'Chat' }, TYPES],
      ['a model_type of a prototype', { llm_name: 'm', model_type: 'constructor' }, TYPES],
    ])('refuses %s', async (_what, fields, message) => {
      badInput(await api.add({ ...OPENAI, ...fields }), message);
    });

    it.each([
      ['chat', 'Jina', 'Chat model from Jina is not supported yet.'],
      ['embedding', 'Groq', 'Embedding model from Groq is not supported yet.'],
      ['rerank', 'OpenAI', 'Re-rank model from OpenAI is not supported yet.'],
      ['image2text', 'DeepSeek', 'Image to text model from DeepSeek is not supported yet.'],
      ['tts', 'VLLM', 'TTS model from VLLM is not supported yet.'],
      ['speech2text', 'Ollama', 'Speech model from Ollama is not supported yet.'],
    ])('knows no %s model of %s', async (model_type, llm_factory, message) => {
      badInput(await api.add({ ...SINGLE, llm_factory, model_type }), message);
    });
  });

  describe('400, the address', () => {
    it.each([
      ...['api.openai.com/v1', 'localhost:11434', 'ftp://h/', 'file:///etc/passwd', 'javascript:alert(1)'],
      ...['http://', 'http://h:99999/', 'https://h/v1#part', 'gopher://127.0.0.1:6379/_FLUSHALL'],
    ])('refuses %s', async (base_url) => {
      badInput(await api.add({ ...OPENAI, base_url }), `Invalid base_url: ${base_url}`);
    });

    it('refuses credentials in it, and does not repeat them', async () => {
      const response = await api.add({ ...OPENAI, base_url: 'https://anna:secret@h/v1' });
      badInput(response, 'Invalid base_url: https://***@h/v1');
    });
  });

  describe('400, of several mistakes the first in the order of the checks', () => {
    it.each<[string, object, string]>([
      [
        'a field of wrong type before an unknown factory',
        { llm_factory: 'X', max_tokens: 'y' },
        'Field max_tokens must be an integer',
      ],
      [
        'an unknown factory before a missing llm_name',
        { llm_factory: 'X', model_type: 'chat' },
        'LLM factory X is not allowed',
      ],
      [
        'a missing llm_name before an unknown model_type',
        { llm_factory: 'OpenAI', model_type: 'ocr' },
        'llm_name is required when adding an individual model',
      ],
      [
        'a missing model_type before a missing key',
        { llm_factory: 'OpenAI', llm_name: 'm' },
        'model_type is required when adding an individual model',
      ],
      [
        'a missing key before a type that is not served',
        { llm_factory: 'OpenAI', llm_name: 'm', model_type: 'rerank' },
        'api_key is required for individual model addition',
      ],
      [
        'a type that is not served before a missing address',
        { llm_factory: 'VLLM', api_key: 'k', llm_name: 'm', model_type: 'tts' },
        'TTS model from VLLM is not supported yet.',
      ],
      [
        'a missing address before missing models',
        { llm_factory: 'VLLM', api_key: 'k' },
        'base_url is required for VLLM',
      ],
      [
        'a bad address before an unavailable factory',
        { llm_factory: 'FastEmbed', api_key: 'k', base_url: 'nowhere' },
        'Invalid base_url: nowhere',
      ],
    ])('names %s', async (_what, body, message) => {
      badInput(await api.add(body), message);
    });
  });

  describe('400, a factory that this version cannot call', () => {
    it('says why FastEmbed is unavailable', async () => {
      const reason = "FastEmbed runs inside RAGFlow's own process; there is no server to call";
      const response = await api.add({ llm_factory: 'FastEmbed', api_key: 'k' });
      expectFailure(response, 400, RetCode.DATA_ERROR, reason);
      await expectNothingStored();
    });
  });

  describe('400, the provider refuses', () => {
    const single = (base_url: string, api_key: string | null = 'sk-wrong-key-0123456789') => ({
      llm_factory: 'OpenAI',
      api_key,
      base_url,
      llm_name: 'm',
      model_type: 'chat',
    });

    it.each(PROVIDER_FAILURES)('says what the provider said of a single model: $mode', async ({ mode, text }) => {
      const fake = await aFake();
      fake.behave(mode);
      refused(await api.add(single(fake.url)), `\nFail to access model(OpenAI/m).${text}`);
      await expectNothingStored();
    });

    it('does not repeat the key, though the provider does', async () => {
      const fake = await aFake();
      const response = await api.add(single(fake.url));
      refused(response, '\nFail to access model(OpenAI/m).Incorrect API key provided: ***.');
      expect(response.text).not.toContain('sk-wrong-key');
    });

    it('says that nobody listens at a port', async () => {
      const origin = await closedPortUrl();
      const text = `connect ECONNREFUSED ${origin.replace('http://', '')}`;
      refused(await api.add(single(`${origin}/v1`)), `\nFail to access model(OpenAI/m).${text}`);
      await expectNothingStored();
    });

    it('says that nobody trusts the certificate', async () => {
      const fake = await aFake({ tls: true });
      const text = 'DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate';
      refused(await api.add(single(fake.url)), `\nFail to access model(OpenAI/m).${text}`);
      await expectNothingStored();
    });

    it('says that a name does not resolve', async () => {
      const noAddress = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.invalid'), { code: 'ENOTFOUND' });
      const resolver = jest.spyOn(resolverOf(testApp), 'resolve').mockRejectedValue(noAddress);
      const response = await api.add(single('https://nowhere.invalid/v1'));
      resolver.mockRestore();
      refused(response, '\nFail to access model(OpenAI/m).getaddrinfo ENOTFOUND nowhere.invalid');
      await expectNothingStored();
    });

    it('says that the provider never answered', async () => {
      const fake = await aFake();
      fake.behave('timeout');
      const verifier = testApp.app.get(ProviderVerifier);
      const verify = verifier.verify.bind(verifier);
      const impatient = jest
        .spyOn(verifier, 'verify')
        .mockImplementation((target, models, options) => verify(target, models, { ...options, totalTimeoutMs: 50 }));
      const response = await api.add(single(fake.url));
      impatient.mockRestore();
      refused(response, '\nFail to access model(OpenAI/m).No answer in time');
      await expectNothingStored();
    });

    it('says that no header can carry the key', async () => {
      const fake = await aFake();
      const text = 'The credential has characters that cannot be sent in a header';
      refused(await api.add(single(fake.url, 'sk-\u4f60\u597d-key')), `\nFail to access model(OpenAI/m).${text}`);
      await expectNothingStored();
    });

    it.each([
      ['embedding', '\nFail to access embedding model(OpenAI-API-Compatible/m).'],
      ['rerank', 'Fail to access model(OpenAI-API-Compatible/m).'],
      ['image2text', '\nFail to access model(OpenAI-API-Compatible/m).'],
      ['tts', '\nFail to access model(OpenAI-API-Compatible/m).'],
      ['speech2text', '\nFail to access model(OpenAI-API-Compatible/m).'],
    ])('words a single %s model in its own form', async (model_type, beginning) => {
      const fake = await aFake();
      const body = { ...single(fake.url), llm_factory: 'OpenAI-API-Compatible', model_type };
      refused(await api.add(body), `${beginning}Incorrect API key provided: ***.`);
      await expectNothingStored();
    });

    it('names a model that was given with its suffix by the bare name', async () => {
      const fake = await aFake();
      const body = { ...single(fake.url), llm_factory: 'VLLM', llm_name: 'm___VLLM' };
      refused(await api.add(body), '\nFail to access model(VLLM/m).Incorrect API key provided: ***.');
    });

    it('says that a model without scores is none for rerank', async () => {
      const fake = await aFake();
      fake.behave('empty');
      const body = { ...single(fake.url, fake.apiKey), llm_factory: 'OpenAI-API-Compatible', model_type: 'rerank' };
      refused(await api.add(body), 'OpenAI-API-Compatible does not support this model(OpenAI-API-Compatible/m)');
      await expectNothingStored();
    });

    it('gives each type of a whole factory a line, but for rerank', async () => {
      const fake = await aFake();
      const body = { llm_factory: 'SILICONFLOW', api_key: 'sk-wrong-key-0123456789', base_url: fake.url };
      refused(
        await api.add(body),
        '\nFail to access embedding model(BAAI/bge-m3).Incorrect API key provided: ***.' +
          '\nFail to access model(SILICONFLOW/Qwen/Qwen3-8B).Incorrect API key provided: ***.' +
          'Fail to access model(SILICONFLOW/BAAI/bge-reranker-v2-m3).Incorrect API key provided: ***.',
      );
      await expectNothingStored();
    });

    it('gives up on a whole factory after three models a type', async () => {
      const fake = await aFake({ models: [] });
      const missing = (model: string) => `The model \`${model}\` does not exist or you do not have access to it.`;
      refused(
        await api.add({ llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url }),
        `\nFail to access embedding model(text-embedding-3-large).${missing('text-embedding-3-large')}` +
          `\nFail to access model(OpenAI/gpt-6-luna).${missing('gpt-6-luna')}`,
      );
      expect(fake.requests).toHaveLength(6);
      await expectNothingStored();
    });

    it('asks one model a type when the key is refused', async () => {
      const fake = await aFake();
      await api.add({ llm_factory: 'OpenAI', api_key: 'sk-wrong-key-0123456789', base_url: fake.url });
      expect(fake.requests).toHaveLength(2);
      await expectNothingStored();
    });
  });

  describe('401', () => {
    it.each<[string, Record<string, string>, string]>([
      ['without a credential', {}, "`Authorization` can't be empty"],
      [
        'with a bearer that is no key',
        { authorization: 'Bearer nonsense' },
        'Authentication error: API key is invalid!',
      ],
      ['with a bad X-API-Key', { 'x-api-key': 'nonsense' }, 'Authentication error: API key is invalid!'],
    ])('refuses %s', async (_how, headers, message) => {
      const response = await testApp.http.post('/api/v1/models').set(headers).send(SINGLE);
      expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, message);
    });
  });

  describe('403', () => {
    it('refuses a key that may only read models', async () => {
      const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
      const response = await testApp.http.post('/api/v1/models').set('x-api-key', token).send(SINGLE);
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:write');
    });

    it.each(['viewer', 'member'] as const)('refuses a %s of the tenant', async (role) => {
      const guest = await aUser(testApp);
      await join(testApp, guest, owner.tenantId, role);
      const response = await testApp.http
        .post('/api/v1/models')
        .set({ ...guest.headers, 'x-tenant-id': owner.tenantId })
        .send(SINGLE);
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, `Role ${role} lacks the scope models:write`);
    });
  });
});

describe('POST /api/v1/models where no address is allowed', () => {
  let strictApp: TestApp;

  beforeAll(async () => {
    strictApp = await startTestApp();
  });

  afterAll(() => strictApp.close());

  const model = { llm_name: 'm', model_type: 'chat' };

  it.each<[string, object, string]>([
    ['a whole factory', { llm_factory: 'OpenAI', base_url: 'http://127.0.0.1:9/v1' }, '127.0.0.1'],
    ['a single model', { llm_factory: 'OpenAI-API-Compatible', base_url: 'http://10.1.2.3/v1', ...model }, '10.1.2.3'],
    ['a self-deployed factory', { llm_factory: 'Ollama', base_url: 'http://127.0.0.1:11434' }, '127.0.0.1'],
    ['a self-deployed model', { llm_factory: 'LocalAI', base_url: 'http://192.168.1.5:8080', ...model }, '192.168.1.5'],
    ['an address in disguise', { llm_factory: 'Ollama', base_url: 'http://0x7f.1:11434' }, '127.0.0.1'],
    ['the metadata service', { llm_factory: 'OpenAI', base_url: 'http://169.254.169.254/v1' }, '169.254.169.254'],
  ])('refuses %s there', async (_what, body, address) => {
    const actor = await aUser(strictApp);
    const strict = modelsApi(strictApp, actor);
    const message = `Address ${address} is not allowed; set OUTBOUND_ALLOW=${address}/32`;
    expectFailure(await strict.add({ api_key: 'k', ...body }), 400, RetCode.DATA_ERROR, message);
    expect(await storedCredentials(strictApp, actor)).toEqual([]);
  });

  it('refuses the loopback of IPv6', async () => {
    const actor = await aUser(strictApp);
    const body = { llm_factory: 'Ollama', base_url: 'http://[::1]:11434' };
    const message = 'Address ::1 is not allowed; set OUTBOUND_ALLOW=::1/128';
    expectFailure(await modelsApi(strictApp, actor).add(body), 400, RetCode.DATA_ERROR, message);
  });

  it.each(['OpenAI', 'Ollama'])('refuses a name of %s that resolves to such an address', async (llm_factory) => {
    const actor = await aUser(strictApp);
    const inside = [{ address: '10.9.8.7', family: 4 }];
    const resolver = jest.spyOn(resolverOf(strictApp), 'resolve').mockResolvedValue(inside);
    const body = { llm_factory, base_url: 'http://models.intranet.example/v1', api_key: 'k' };
    const response = await modelsApi(strictApp, actor).add(body);
    resolver.mockRestore();
    const message = 'Address 10.9.8.7 is not allowed; set OUTBOUND_ALLOW=10.9.8.7/32';
    expectFailure(response, 400, RetCode.DATA_ERROR, message);
  });
});

/** The guard's resolver, so that no test depends on the machine's DNS. */
function resolverOf({ app }: TestApp): { resolve: (hostname: string) => Promise<unknown> } {
  return app.get<{ resolve: (hostname: string) => Promise<unknown> }>(OutboundGuard);
}
