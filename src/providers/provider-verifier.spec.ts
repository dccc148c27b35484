import { closedPortUrl } from '../../test/support/fake-provider/closed-port.js';
import type { FakeEndpoint } from '../../test/support/fake-provider/exchange.js';
import { catalogFactory, fakeTarget } from '../../test/support/fake-provider/fake-target.js';
import type { Behaviour } from '../../test/support/fake-provider/misbehaviour.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../test/support/fake-provider/start-fake-provider.js';
import { AdapterRegistry } from './adapter-registry.js';
import { ollamaAdapter } from './adapters/ollama/ollama.adapter.js';
import { openAiCompatibleAdapter } from './adapters/openai-compatible/openai-compatible.adapter.js';
import { volcEngineAdapter } from './adapters/volcengine/volcengine.adapter.js';
import { OutboundGuard } from './outbound-guard.js';
import type { ProviderAdapter, ProviderTarget } from './provider-adapter.js';
import { PriceTable } from './prices/price-table.js';
import { ProviderVerifier } from './provider-verifier.js';
import { ProviderHttp } from './transport/provider-http.js';
import type { NamedModel } from './verification-report.js';
import { HINTS } from './verification/hints.js';

const CHAT: NamedModel = { name: 'm-chat', type: 'chat' };
const EMBEDDING: NamedModel = { name: 'm-embed', type: 'embedding' };
const RERANK: NamedModel = { name: 'm-rerank', type: 'rerank' };

describe('ProviderVerifier', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1/32'] });
  const strictGuard = new OutboundGuard({ allow: [] });
  const verifier = verifierThrough(guard);
  const running: FakeProvider[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((fake) => fake.close()));
  });

  afterAll(async () => {
    await Promise.all([guard.close(), strictGuard.close()]);
  });

  function verifierThrough(way: OutboundGuard, totalTimeoutMs?: number): ProviderVerifier {
    const http = new ProviderHttp(way.dispatcher);
    return new ProviderVerifier(
      new AdapterRegistry([openAiCompatibleAdapter(http), ollamaAdapter(http), volcEngineAdapter(http)]),
      PriceTable.of({}),
      totalTimeoutMs,
    );
  }

  async function start(options: Partial<FakeProviderOptions> = {}): Promise<FakeProvider> {
    const fake = await startFakeProvider({ kind: 'openai', ...options });
    running.push(fake);
    return fake;
  }

  const pathsOf = (fake: FakeProvider): string[] => fake.requests.map(({ path }) => path);
  const modelsAsked = (fake: FakeProvider): unknown[] =>
    fake.requests.map(({ body }) => (body as { model?: unknown }).model);

  describe('when the provider answers', () => {
    it('calls every type valid that answers, in one call each', async () => {
      const fake = await start();
      const target = fakeTarget(fake, 'OpenAI-API-Compatible');
      const report = await verifier.verify(target, [CHAT, EMBEDDING, RERANK], { mode: 'factory' });

      expect(report).toEqual({
        verdict: 'valid',
        results: [CHAT, EMBEDDING, RERANK].map(({ name, type }) => ({
          type,
          model: name,
          verdict: 'valid',
          cause: null,
          message: '',
          hint: '',
          upstreamStatus: null,
          durationMs: expect.any(Number) as number,
        })),
        models: [],
      });
      expect(pathsOf(fake).sort()).toEqual(['/v1/chat/completions', '/v1/embeddings', '/v1/rerank']);
    });

    it('sends calls of the smallest size, with the key', async () => {
      const fake = await start();
      await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT], { mode: 'model' });

      expect(fake.requests[0]).toMatchObject({
        method: 'POST',
        headers: { authorization: `Bearer ${fake.apiKey!}`, 'accept-encoding': 'identity' },
        body: { model: 'm-chat', messages: [{ role: 'user', content: 'Hello!' }], max_tokens: 50 },
      });
    });

    it('judges a whole factory by chat, embedding and rerank alone', async () => {
      const fake = await start();
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), null, { mode: 'factory' });

      expect(report.results.map(({ type, verdict }) => [type, verdict])).toEqual([
        ['chat', 'valid'],
        ['embedding', 'valid'],
      ]);
      expect(modelsAsked(fake).sort()).toEqual(['gpt-5.4-nano', 'text-embedding-3-small']);
    });

    it.each([
      ['image2text', '/v1/chat/completions'],
      ['tts', '/v1/audio/speech'],
      ['speech2text', '/v1/audio/transcriptions'],
    ] as const)('asks a single %s model too', async (type, path) => {
      const fake = await start();
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [{ name: 'm', type }], { mode: 'model' });

      expect(report.results).toMatchObject([{ type, model: 'm', verdict: 'valid', message: '' }]);
      expect(pathsOf(fake)).toEqual([path]);
    });

    it('is valid when one type answers and another does not', async () => {
      const fake = await start();
      fake.behave('server_error', 'embeddings');
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT, EMBEDDING], { mode: 'factory' });

      expect(report.verdict).toBe('valid');
      expect(report.results).toMatchObject([{ verdict: 'valid' }, { verdict: 'unknown', cause: 'bad_answer' }]);
    });

    it('says max_completion_tokens when the model wants to hear that', async () => {
      const fake = await start();
      fake.behave('max_tokens_unsupported', 'chat');
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT], { mode: 'model' });

      expect(report.verdict).toBe('valid');
      expect(fake.requests).toHaveLength(2);
      expect(fake.requests[1]?.body).toMatchObject({ max_completion_tokens: 50 });
      expect(fake.requests[1]?.body).not.toHaveProperty('max_tokens');
    });
  });

  describe('when the provider refuses', () => {
    it.each<[Behaviour, string, string, number | null, RegExp]>([
      ['unauthorized', 'rejected', 'unauthorized', 401, /^Incorrect API key provided: \*\*\*\.$/],
      ['forbidden', 'rejected', 'forbidden', 403, /^You have insufficient permissions/],
      ['model_not_found', 'rejected', 'model_not_found', 404, /^The model `m-chat` does not exist/],
      ['bad_path', 'rejected', 'bad_path', 404, /^Invalid URL \(POST \/v1\/chat\/completions\)$/],
      ['redirect', 'rejected', 'bad_path', 302, /^Redirected to http:\/\/169\.254\.169\.254/],
      ['rate_limited', 'unknown', 'rate_limited', 429, /^Rate limit reached/],
      ['quota', 'unknown', 'quota', 429, /^You exceeded your current quota/],
      ['error_inside_200', 'unknown', 'quota', 402, /^Insufficient credits$/],
      ['region', 'unknown', 'region', 403, /^Country, region, or territory not supported$/],
      ['bad_request', 'unknown', 'bad_answer', 400, /^No connected db\.$/],
      ['server_error', 'unknown', 'bad_answer', 500, /^The server had an error/],
      ['html', 'unknown', 'bad_answer', 200, /^The answer is not JSON: Welcome It works!$/],
      ['truncated', 'unknown', 'bad_answer', 200, /^The answer is not JSON/],
      ['empty', 'unknown', 'bad_answer', 200, /^The answer has no message/],
      ['hang_up', 'unknown', 'connection_refused', null, /^UND_ERR_SOCKET: other side closed$/],
    ])('%s is %s, %s', async (mode, verdict, cause, upstreamStatus, message) => {
      const fake = await start();
      fake.behave(mode);
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT], { mode: 'model' });

      expect(report).toMatchObject({
        verdict,
        results: [{ type: 'chat', model: 'm-chat', verdict, cause, upstreamStatus }],
      });
      expect(report.results[0]?.message).toMatch(message);
      expect(report.results[0]?.hint).toBe(HINTS[cause as keyof typeof HINTS]);
    });

    it.each<[NamedModel, FakeEndpoint, RegExp]>([
      [EMBEDDING, 'embeddings', /^The answer has no embedding/],
      [RERANK, 'rerank', /^The answer has no scores/],
      [{ name: 'm-tts', type: 'tts' }, 'speech', /^The answer is not audio$/],
    ])('an empty answer proves nothing ($type)', async (model, endpoint, message) => {
      const fake = await start();
      fake.behave('empty', endpoint);
      const report = await verifier.verify(fakeTarget(fake, 'LocalAI'), [model], { mode: 'model' });

      expect(report.results).toMatchObject([{ verdict: 'unknown', cause: 'bad_answer' }]);
      expect(report.results[0]?.message).toMatch(message);
    });

    it('never shows the key, though the provider repeats it', async () => {
      const fake = await start();
      const target = fakeTarget(fake, 'OpenAI', { api_key: 'sk-wrong-key-0987654321' });
      const report = await verifier.verify(target, null, { mode: 'factory' });

      expect(report.verdict).toBe('rejected');
      expect(JSON.stringify(report)).not.toContain('sk-wrong-key-0987654321');
    });
  });

  describe('when the way there fails', () => {
    const judge = (target: ProviderTarget, by = verifier) => by.verify(target, [CHAT], { mode: 'model' });

    it('a closed port is connection_refused', async () => {
      const report = await judge(fakeTarget({ url: await closedPortUrl(), credential: { api_key: 'k' } }, 'OpenAI'));

      expect(report.results).toMatchObject([{ verdict: 'unknown', cause: 'connection_refused', upstreamStatus: null }]);
      expect(report.results[0]?.message).toMatch(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    });

    it('a certificate that nobody trusts is tls', async () => {
      const fake = await start({ tls: true });
      const report = await judge(fakeTarget(fake, 'OpenAI'));

      expect(report.results).toMatchObject([
        { verdict: 'unknown', cause: 'tls', message: 'DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate' },
      ]);
      expect(fake.requests).toHaveLength(0);
    });

    it('https spoken to a plain port is tls', async () => {
      const fake = await start();
      const report = await judge(
        fakeTarget({ url: fake.url.replace('http:', 'https:'), credential: { api_key: 'k' } }, 'OpenAI'),
      );

      expect(report.results).toMatchObject([{ verdict: 'unknown', cause: 'tls' }]);
    });

    it('a name without an address is dns', async () => {
      const nowhere = new OutboundGuard({
        allow: [],
        resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' })),
      });
      const report = await judge(
        fakeTarget({ url: 'https://x/v1', credential: { api_key: 'k' } }, 'OpenAI'),
        verifierThrough(nowhere),
      );
      await nowhere.close();

      expect(report.results).toMatchObject([{ verdict: 'unknown', cause: 'dns', message: 'getaddrinfo ENOTFOUND x' }]);
    });

    it('an address that is not allowed is blocked_address, in the words that say how to allow it', async () => {
      const fake = await start();
      const report = await judge(fakeTarget(fake, 'OpenAI'), verifierThrough(strictGuard));

      expect(report.results).toMatchObject([
        {
          verdict: 'unknown',
          cause: 'blocked_address',
          message: 'Address 127.0.0.1 is not allowed; set OUTBOUND_ALLOW=127.0.0.1/32',
        },
      ]);
      expect(fake.requests).toHaveLength(0);
    });

    it('a provider that never answers is timeout, for all types within the one limit', async () => {
      const fake = await start();
      fake.behave('timeout');
      const impatient = verifierThrough(guard, 50);
      const report = await impatient.verify(fakeTarget(fake, 'OpenAI'), [CHAT, EMBEDDING], { mode: 'factory' });

      expect(report.verdict).toBe('unknown');
      expect(report.results).toMatchObject([
        { type: 'chat', cause: 'timeout', message: 'No answer in time' },
        { type: 'embedding', cause: 'timeout', message: 'No answer in time' },
      ]);
    });

    it('a caller who leaves ends it', async () => {
      const fake = await start();
      fake.behave('timeout');
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT], {
        mode: 'model',
        signal: AbortSignal.abort(),
      });

      expect(report.results).toMatchObject([{ cause: 'timeout' }]);
    });

    it('a type that hangs does not keep another from proving the key', async () => {
      const fake = await start();
      fake.behave('timeout', 'chat');
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), [CHAT, EMBEDDING], {
        mode: 'factory',
        totalTimeoutMs: 1000,
      });

      expect(report.verdict).toBe('valid');
      expect(report.results).toMatchObject([{ cause: 'timeout' }, { verdict: 'valid' }]);
    });
  });

  describe('which models it asks', () => {
    const chats = ['a', 'b', 'c', 'd'].map((name): NamedModel => ({ name, type: 'chat' }));

    it('goes on to the next when a model is not there', async () => {
      const fake = await start({ models: ['c'] });
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), chats, { mode: 'factory' });

      expect(modelsAsked(fake)).toEqual(['a', 'b', 'c']);
      expect(report.results).toMatchObject([{ model: 'c', verdict: 'valid' }]);
    });

    it('gives up after three', async () => {
      const fake = await start({ models: ['d'] });
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI'), chats, { mode: 'factory' });

      expect(modelsAsked(fake)).toEqual(['a', 'b', 'c']);
      expect(report.results).toMatchObject([{ model: 'c', verdict: 'rejected', cause: 'model_not_found' }]);
    });

    it.each<Behaviour>(['unauthorized', 'forbidden', 'quota', 'rate_limited', 'region'])(
      'asks one alone when the answer is %s',
      async (mode) => {
        const fake = await start();
        fake.behave(mode);
        await verifier.verify(fakeTarget(fake, 'OpenAI'), chats, { mode: 'factory' });

        expect(modelsAsked(fake)).toEqual(['a']);
      },
    );

    it('sends the endpoint that the credential names', async () => {
      const fake = await start({ models: ['ep-1'], apiKey: 'ark-0123456789' });
      const target = fakeTarget(fake, 'VolcEngine', { ark_api_key: 'ark-0123456789', endpoint_id: 'ep-1' });
      const report = await verifier.verify(target, null, { mode: 'factory' });

      expect(report.verdict).toBe('valid');
      expect(modelsAsked(fake)).toEqual(['ep-1', 'ep-1']);
    });

    it('says so when a dialect has no such call', async () => {
      const fake = await start({ kind: 'ollama' });
      const report = await verifier.verify(fakeTarget(fake, 'Ollama'), [RERANK], { mode: 'model' });

      expect(report).toMatchObject({
        verdict: 'unknown',
        results: [{ type: 'rerank', cause: null, message: 'The ollama dialect has no call for rerank' }],
      });
      expect(fake.requests).toHaveLength(0);
    });

    it('does not call a factory that is not available', async () => {
      const fake = await start();
      const report = await verifier.verify(fakeTarget(fake, 'FastEmbed'), null, { mode: 'factory' });

      expect(report).toMatchObject({
        verdict: 'unknown',
        results: [{ type: null, cause: null, message: expect.stringContaining('no server to call') as string }],
      });
      expect(fake.requests).toHaveLength(0);
    });

    it('has nothing to say about models it was not to ask', async () => {
      const fake = await start();
      const named: NamedModel[] = [{ name: 'm', type: 'tts' }];

      expect(await verifier.verify(fakeTarget(fake, 'OpenAI'), named, { mode: 'factory' })).toMatchObject({
        verdict: 'unknown',
        results: [{ type: null, message: 'There is no model to ask' }],
      });
    });
  });

  describe('discovery', () => {
    it('asks what the server lists, and tells it', async () => {
      const fake = await start({ models: ['big-chat', 'my-embed', 'dall-e-3', 'my-reranker'] });
      const report = await verifier.verify(fakeTarget(fake, 'OpenAI-API-Compatible'), null, { mode: 'factory' });

      expect(report.verdict).toBe('valid');
      expect(report.models).toEqual([
        { name: 'big-chat', type: 'chat' },
        { name: 'my-embed', type: 'embedding' },
        { name: 'my-reranker', type: 'rerank' },
      ]);
      expect(report.results.map(({ type, model }) => [type, model])).toEqual([
        ['chat', 'big-chat'],
        ['embedding', 'my-embed'],
        ['rerank', 'my-reranker'],
      ]);
    });

    it('reports why the list could not be had', async () => {
      const fake = await start();
      fake.behave('unauthorized');
      const report = await verifier.verify(fakeTarget(fake, 'VLLM'), null, { mode: 'factory' });

      expect(report).toMatchObject({
        verdict: 'rejected',
        results: [{ type: null, model: null, cause: 'unauthorized', upstreamStatus: 401 }],
        models: [],
      });
    });

    it('still asks the models it knows when there is no list', async () => {
      const fake = await start();
      fake.behave('bad_path', 'models');
      const report = await verifier.verify(fakeTarget(fake, 'OpenRouter'), null, { mode: 'factory' });

      expect(report.results).toMatchObject([{ type: 'chat', model: 'openai/gpt-oss-20b', verdict: 'valid' }]);
    });

    it('says that a server has no models', async () => {
      const fake = await start({ kind: 'ollama', models: [] });
      const report = await verifier.verify(fakeTarget(fake, 'Ollama'), null, { mode: 'factory' });

      expect(report).toMatchObject({ verdict: 'unknown', models: [] });
      expect(report.results).toMatchObject([
        {
          cause: null,
          message: 'There is no model to ask',
          hint: 'Load a model at the provider, or name the one to verify.',
        },
      ]);
    });

    it('lists on its own', async () => {
      const fake = await start({ models: ['a', 'dall-e-3'] });

      await expect(verifier.listModels(fakeTarget(fake, 'OpenAI'))).resolves.toMatchObject([
        { name: 'a', type: 'chat' },
        { name: 'dall-e-3', type: null },
      ]);
      await expect(verifier.listModels(fakeTarget(fake, 'FastEmbed'))).resolves.toEqual([]);
      fake.behave('forbidden');
      await expect(verifier.listModels(fakeTarget(fake, 'OpenAI'))).rejects.toMatchObject({ causeClass: 'forbidden' });
    });
  });

  it('lets a fault of our own through', async () => {
    const broken: ProviderAdapter = {
      dialect: 'openai-compatible',
      chat: () => Promise.reject(new TypeError('ours')),
    };
    const target: ProviderTarget = { factory: catalogFactory('OpenAI'), baseUrl: 'http://h', credential: {} };

    await expect(
      new ProviderVerifier(new AdapterRegistry([broken]), PriceTable.of({})).verify(target, [CHAT], { mode: 'model' }),
    ).rejects.toThrow(new TypeError('ours'));
  });
});
