import { jest } from '@jest/globals';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { OutboundGuard } from '../../../src/providers/outbound-guard.js';
import { ProviderVerifier } from '../../../src/providers/provider-verifier.js';
import { HINTS } from '../../../src/providers/verification/hints.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { PROVIDER_FAILURES, type ProviderFailure } from './provider-failures.js';
import { ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const WRONG_KEY = 'sk-wrong-key-0123456789';
const CHAT = [{ name: 'm', type: 'chat' }];
const TYPES = 'chat, embedding, rerank, image2text, speech2text, tts';

let testApp: TestApp;
let owner: Actor;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const verify = (body: object, { http }: TestApp = testApp) =>
  http.post('/api/v1/credentials/verify').set(owner.headers).send(body);

const answered = (type: string, model: string) => ({
  type,
  model,
  verdict: 'valid',
  cause: null,
  message: '',
  hint: '',
  upstream_status: null,
  duration_ms: expect.any(Number),
});

const failed = ({ verdict, cause, upstreamStatus, text }: Omit<ProviderFailure, 'mode'>) => ({
  type: 'chat',
  model: 'm',
  verdict,
  cause,
  message: text,
  hint: HINTS[cause as keyof typeof HINTS],
  upstream_status: upstreamStatus,
  duration_ms: expect.any(Number),
});

describe('POST /api/v1/credentials/verify', () => {
  describe('200, valid', () => {
    it('asks an API service for chat and embedding, and stores nothing', async () => {
      const fake = await aFake();
      const response = await verify({ factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } });
      expectSuccess(response, {
        verdict: 'valid',
        results: [answered('chat', 'gpt-5.4-nano'), answered('embedding', 'text-embedding-3-small')],
        models: [],
      });
      expect(await storedCredentials(testApp, owner)).toEqual([]);
      expect(await modelsApi(testApp, owner).configured()).toEqual({});
    });

    it('asks a service without a catalog which models there are, and tells them', async () => {
      const fake = await aFake({ models: ['house-chat', 'house-embed', 'dall-e-3'] });
      const credential = { api_key: fake.apiKey };
      expectSuccess(await verify({ factory: 'OpenAI-API-Compatible', base_url: fake.url, credential, models: [] }), {
        verdict: 'valid',
        results: [answered('chat', 'house-chat'), answered('embedding', 'house-embed')],
        models: [
          { name: 'house-chat', type: 'chat' },
          { name: 'house-embed', type: 'embedding' },
        ],
      });
    });

    it.each([
      ['chat', 'chat'],
      ['embedding', 'embedding'],
      ['rerank', 'rerank'],
      ['image2text', 'image2text'],
      ['vision', 'image2text'],
      ['tts', 'tts'],
      ['speech2text', 'speech2text'],
      ['asr', 'speech2text'],
    ])('asks the model that is named as %s', async (given, type) => {
      const fake = await aFake();
      const named = { models: [{ name: 'm', type: given }], credential: { api_key: fake.apiKey } };
      expectSuccess(await verify({ factory: 'OpenAI-API-Compatible', base_url: fake.url, ...named }), {
        verdict: 'valid',
        results: [answered(type, 'm')],
        models: [],
      });
      expect(fake.requests).toHaveLength(1);
    });

    it('asks a self-deployed server too, without a key', async () => {
      const fake = await aFake({ kind: 'ollama', models: ['gemma3', 'nomic-embed-text'] });
      expectSuccess(await verify({ factory: 'Ollama', base_url: fake.url }), {
        verdict: 'valid',
        results: [answered('chat', 'gemma3'), answered('embedding', 'nomic-embed-text')],
        models: [
          { name: 'gemma3', type: 'chat' },
          { name: 'nomic-embed-text', type: 'embedding' },
        ],
      });
    });

    it('is content with one type that answers, and still tells of the other', async () => {
      const fake = await aFake();
      fake.behave('server_error', 'embeddings');
      const named = { models: [...CHAT, { name: 'e', type: 'embedding' }], credential: { api_key: fake.apiKey } };
      expectSuccess(await verify({ factory: 'OpenAI', base_url: fake.url, ...named }), {
        verdict: 'valid',
        results: [
          answered('chat', 'm'),
          {
            ...failed({
              verdict: 'unknown',
              cause: 'bad_answer',
              upstreamStatus: 500,
              text: 'The server had an error while processing your request',
            }),
            type: 'embedding',
            model: 'e',
          },
        ],
        models: [],
      });
    });

    it('fills in what the catalog has a default for', async () => {
      const fake = await aFake();
      const body = { factory: 'OpenRouter', base_url: fake.url, credential: { api_key: fake.apiKey }, models: CHAT };
      expectSuccess(await verify(body), { verdict: 'valid', results: [answered('chat', 'm')], models: [] });
      expect(fake.requests[0]!.body).not.toHaveProperty('provider');
    });
  });

  describe('200, rejected or unknown', () => {
    it.each(PROVIDER_FAILURES)('is $verdict for $mode', async ({ mode, ...failure }) => {
      const fake = await aFake();
      fake.behave(mode);
      const body = { factory: 'OpenAI', base_url: fake.url, credential: { api_key: WRONG_KEY }, models: CHAT };
      expectSuccess(await verify(body), { verdict: failure.verdict, results: [failed(failure)], models: [] });
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });

    it('never shows the key, though the provider repeats it', async () => {
      const fake = await aFake();
      const response = await verify({ factory: 'OpenAI', base_url: fake.url, credential: { api_key: WRONG_KEY } });
      expect(response.body.data).toMatchObject({ verdict: 'rejected' });
      expect(response.text).not.toContain('sk-wrong');
    });

    it('is unknown for a port at which nobody listens', async () => {
      const origin = await closedPortUrl();
      const text = `connect ECONNREFUSED ${origin.replace('http://', '')}`;
      const body = { factory: 'OpenAI', base_url: `${origin}/v1`, credential: { api_key: 'k' }, models: CHAT };
      const failure = failed({ verdict: 'unknown', cause: 'connection_refused', upstreamStatus: null, text });
      expectSuccess(await verify(body), { verdict: 'unknown', results: [failure], models: [] });
    });

    it('is unknown for a certificate that nobody trusts', async () => {
      const fake = await aFake({ tls: true });
      const text = 'DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate';
      const body = { factory: 'OpenAI', base_url: fake.url, credential: { api_key: 'k' }, models: CHAT };
      const failure = failed({ verdict: 'unknown', cause: 'tls', upstreamStatus: null, text });
      expectSuccess(await verify(body), { verdict: 'unknown', results: [failure], models: [] });
    });

    it('is unknown for a name that does not resolve', async () => {
      const text = 'getaddrinfo ENOTFOUND nowhere.invalid';
      const guard = testApp.app.get<{ resolve: () => Promise<unknown> }>(OutboundGuard);
      const resolver = jest
        .spyOn(guard, 'resolve')
        .mockRejectedValue(Object.assign(new Error(text), { code: 'ENOTFOUND' }));
      const base_url = 'https://nowhere.invalid/v1';
      const response = await verify({ factory: 'OpenAI', base_url, credential: { api_key: 'k' }, models: CHAT });
      resolver.mockRestore();
      const failure = failed({ verdict: 'unknown', cause: 'dns', upstreamStatus: null, text });
      expectSuccess(response, { verdict: 'unknown', results: [failure], models: [] });
    });

    it('is unknown for a provider that never answers', async () => {
      const fake = await aFake();
      fake.behave('timeout');
      const verifier = testApp.app.get(ProviderVerifier);
      const patient = verifier.verify.bind(verifier);
      const impatient = jest
        .spyOn(verifier, 'verify')
        .mockImplementation((target, models, options) => patient(target, models, { ...options, totalTimeoutMs: 50 }));
      const body = { factory: 'OpenAI', base_url: fake.url, credential: { api_key: 'k' }, models: CHAT };
      const response = await verify(body);
      impatient.mockRestore();
      const text = 'No answer in time';
      const failure = failed({ verdict: 'unknown', cause: 'timeout', upstreamStatus: null, text });
      expectSuccess(response, { verdict: 'unknown', results: [failure], models: [] });
    });

    it('is rejected when not even the list of models is given away', async () => {
      const fake = await aFake();
      const body = { factory: 'OpenAI-API-Compatible', base_url: fake.url, credential: { api_key: WRONG_KEY } };
      const failure = failed({
        verdict: 'rejected',
        cause: 'unauthorized',
        upstreamStatus: 401,
        text: 'Incorrect API key provided: ***.',
      });
      expectSuccess(await verify(body), {
        verdict: 'rejected',
        results: [{ ...failure, type: null, model: null }],
        models: [],
      });
    });

    it('takes null for an address and a credential that are left out', async () => {
      const response = await verify({ factory: 'OpenAI', base_url: null, credential: null });
      const message = 'credential.api_key is required';
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    });

    it('is unknown for a server without models', async () => {
      const fake = await aFake({ kind: 'ollama', models: [] });
      expectSuccess(await verify({ factory: 'Ollama', base_url: fake.url }), {
        verdict: 'unknown',
        results: [
          {
            type: null,
            model: null,
            verdict: 'unknown',
            cause: null,
            message: 'There is no model to ask',
            hint: 'Load a model at the provider, or name the one to verify.',
            upstream_status: null,
            duration_ms: 0,
          },
        ],
        models: [],
      });
    });

    it('is unknown for a factory that this version cannot call', async () => {
      expectSuccess(await verify({ factory: 'FastEmbed' }), {
        verdict: 'unknown',
        results: [
          {
            type: null,
            model: null,
            verdict: 'unknown',
            cause: null,
            message: "FastEmbed runs inside RAGFlow's own process; there is no server to call",
            hint: 'This can be stored, but not be called or verified in this version.',
            upstream_status: null,
            duration_ms: 0,
          },
        ],
        models: [],
      });
    });
  });

  describe('400', () => {
    const credential = { api_key: 'k' };
    it.each<[object, string, string, string]>([
      [{}, 'factory', 'required', 'factory is required'],
      [{ factory: '' }, 'factory', 'required', 'factory is required'],
      [{ factory: 5 }, 'factory', 'string', 'Field factory must be a string'],
      [{ factory: 'F'.repeat(129) }, 'factory', 'max_length', 'Field factory is too long'],
      [{ factory: 'a\u0000b' }, 'factory', 'characters', 'Field factory contains invalid characters'],
      [{ factory: 'Nonesuch' }, 'factory', 'one_of', 'LLM factory Nonesuch is not allowed'],
      [{ factory: 'openai', credential }, 'factory', 'one_of', 'LLM factory openai is not allowed'],
      [{ factory: '__proto__' }, 'factory', 'one_of', 'LLM factory __proto__ is not allowed'],
      [{ factory: 'Builtin' }, 'factory', 'one_of', 'LLM factory Builtin is not allowed'],
      [{ factory: 'OpenAI', credential: 'k' }, 'credential', 'object', 'Field credential must be an object'],
      [{ factory: 'OpenAI', credential: ['k'] }, 'credential', 'object', 'Field credential must be an object'],
      [{ factory: 'OpenAI' }, 'credential.api_key', 'required', 'credential.api_key is required'],
      [
        { factory: 'OpenAI', credential: { api_key: ' ' } },
        'credential.api_key',
        'required',
        'credential.api_key is required',
      ],
      [
        { factory: 'OpenAI', credential: { api_key: 5 } },
        'credential.api_key',
        'string',
        'credential.api_key must be a string',
      ],
      [
        { factory: 'VolcEngine', credential: { endpoint_id: 'e' } },
        'credential.ark_api_key',
        'required',
        'credential.ark_api_key is required',
      ],
      [
        { factory: 'Bedrock', credential: { bedrock_ak: 'a', bedrock_sk: 's', bedrock_region: 'a b' } },
        'credential.bedrock_region',
        'pattern',
        'Invalid bedrock_region: a b',
      ],
      [
        { factory: 'XunFei Spark', models: CHAT },
        'credential.spark_api_password',
        'required',
        'credential.spark_api_password is required',
      ],
      [{ factory: 'OpenAI', base_url: 5, credential }, 'base_url', 'string', 'Field base_url must be a string'],
      [
        { factory: 'OpenAI', base_url: `https://h/${'p'.repeat(246)}`, credential },
        'base_url',
        'max_length',
        'Field base_url is too long',
      ],
      [{ factory: 'VLLM', credential }, 'base_url', 'required', 'base_url is required for VLLM'],
      [{ factory: 'Ollama', base_url: ' ' }, 'base_url', 'required', 'base_url is required for Ollama'],
      [
        { factory: 'OpenAI', base_url: 'ftp://h/', credential },
        'base_url',
        'url',
        'base_url must be an http or https URL',
      ],
      [{ factory: 'OpenAI', credential, models: 'm' }, 'models', 'list', 'Field models must be a list'],
      [
        { factory: 'OpenAI', credential, models: Array.from({ length: 21 }, () => CHAT[0]) },
        'models',
        'max_items',
        'models must hold at most 20',
      ],
      [
        { factory: 'OpenAI', credential, models: [...CHAT, { type: 'chat' }] },
        'models.1.name',
        'required',
        'name is required',
      ],
      [
        { factory: 'OpenAI', credential, models: [{ name: 5, type: 'chat' }] },
        'models.0.name',
        'string',
        'Field models.0.name must be a string',
      ],
      [
        { factory: 'OpenAI', credential, models: [{ name: 'm', type: 'ocr' }] },
        'models.0.type',
        'one_of',
        `type must be one of: ${TYPES}`,
      ],
    ])('refuses %j', async (body, field, rule, message) => {
      const response = await verify(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
      expect(response.body.errors).toEqual([{ field, rule, message }]);
    });

    it('lists every field that is missing, and every other that is wrong', async () => {
      const response = await verify({
        factory: 'Google Cloud',
        credential: { google_region: 'a/b', google_service_account_key: 5 },
      });
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'credential.google_project_id is required');
      expect(response.body.errors).toEqual([
        {
          field: 'credential.google_project_id',
          rule: 'required',
          message: 'credential.google_project_id is required',
        },
        {
          field: 'credential.google_service_account_key',
          rule: 'string',
          message: 'credential.google_service_account_key must be a string',
        },
        { field: 'credential.google_region', rule: 'pattern', message: 'Invalid google_region: a/b' },
      ]);
    });

    it('refuses a missing body', async () => {
      const response = await testApp.http.post('/api/v1/credentials/verify').set(owner.headers);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it('does not repeat credentials that stand in the address', async () => {
      const response = await verify({ factory: 'OpenAI', base_url: 'https://anna:secret@h/v1', credential });
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'base_url must be an http or https URL');
      expect(response.text).not.toContain('secret');
    });
  });

  describe('401', () => {
    it('tries nothing for strangers', async () => {
      const response = await testApp.http.post('/api/v1/credentials/verify').send({ factory: 'OpenAI' });
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    });
  });

  describe('403', () => {
    it('tries nothing for a key that may only read models', async () => {
      const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
      const response = await testApp.http
        .post('/api/v1/credentials/verify')
        .set('x-api-key', token)
        .send({ factory: 'OpenAI' });
      expectFailure(response, 403, RetCode.FORBIDDEN, 'The API key lacks the scope models:write');
    });

    it('tries nothing for a viewer', async () => {
      const viewer = await aUser(testApp);
      await join(testApp, viewer, owner.tenantId, 'viewer');
      const response = await testApp.http
        .post('/api/v1/credentials/verify')
        .set({ ...viewer.headers, 'x-tenant-id': owner.tenantId })
        .send({ factory: 'OpenAI' });
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Role viewer lacks the scope models:write');
    });
  });
});

describe('POST /api/v1/credentials/verify where no address is allowed', () => {
  let strictApp: TestApp;

  beforeAll(async () => {
    strictApp = await startTestApp();
  });

  beforeEach(async () => {
    owner = await aUser(strictApp);
  });

  afterAll(() => strictApp.close());

  it.each(['OpenAI', 'Ollama'])('says what the operator has to allow for %s', async (factory) => {
    const fake = await aFake();
    const body = { factory, base_url: fake.url, credential: { api_key: 'k' }, models: CHAT };
    const text = 'Address 127.0.0.1 is not allowed; set OUTBOUND_ALLOW=127.0.0.1/32';
    const failure = failed({ verdict: 'unknown', cause: 'blocked_address', upstreamStatus: null, text });
    expectSuccess(await verify(body, strictApp), { verdict: 'unknown', results: [failure], models: [] });
    expect(fake.requests).toEqual([]);
  });
});
