import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp, type ProviderRequest } from '../../transport/provider-http.js';
import { textEmbeddingsInferenceAdapter } from './text-embeddings-inference.adapter.js';

describe('the Text Embeddings Inference adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = textEmbeddingsInferenceAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const vector = [0.0132, -0.0276, 0.0419];
  const numbered = (count: number): string[] => Array.from({ length: count }, (_each, index) => 'x'.repeat(index + 1));
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'text-embeddings-inference', ...settings });
  };
  const target = (credential?: Record<string, string>) => fakeTarget(fake, 'HuggingFace', credential);

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('embeds, without a key unless there is one', async () => {
    await start();
    const request = { model: 'BAAI/bge-m3', inputs: ['a', 'b'], dimensions: 3, purpose: 'query' } as const;

    await expect(adapter.embed!(target(), request, options)).resolves.toEqual({
      vectors: [vector, vector],
      usage: null,
    });
    await adapter.embed!(target({ api_key: 'k' }), request, options);

    expect(fake.requests[0]).toMatchObject({ path: '/embed', body: { inputs: ['a', 'b'], dimensions: 3 } });
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer k']);
  });

  it('embeds more than the server takes at once', async () => {
    await start();
    const { vectors } = await adapter.embed!(target(), { model: 'm', inputs: numbered(70) }, options);

    expect(vectors).toHaveLength(70);
    expect(fake.requests.map(({ body }) => (body as { inputs: string[] }).inputs.length)).toEqual([32, 32, 6]);
  });

  it('reranks more than the server takes at once, and counts the results itself', async () => {
    await start();
    const request = { model: 'm', query: 'q', documents: numbered(40), topN: 3 };

    await expect(adapter.rerank!(target(), request, options)).resolves.toEqual({
      results: [
        { index: 39, score: 0.04 },
        { index: 38, score: 0.039 },
        { index: 37, score: 0.038 },
      ],
      usage: null,
    });
    expect(fake.requests[0]).toMatchObject({ path: '/rerank', body: { query: 'q', truncate: true } });
  });

  it.each(['', '/', '/v1', '/v1/', '/embed', '/rerank'])('takes a base that ends in "%s"', async (ending) => {
    await start();
    const at = { ...target(), baseUrl: `${fake.origin}${ending}` };
    await adapter.rerank!(at, { model: 'm', query: 'q', documents: ['a'] }, options);
    await adapter.chat!(at, { model: 'tgi', messages: [{ role: 'user', content: 'Hi' }] }, options);

    expect(fake.requests.map(({ path }) => path)).toEqual(['/rerank', '/v1/chat/completions']);
  });

  it.each([
    ['BAAI/bge-m3', 'embedding'],
    ['BAAI/bge-reranker-v2-m3', 'rerank'],
  ])('knows that %s is for %s', async (name, type) => {
    await start({ models: [name] });

    await expect(adapter.listModels!(target(), options)).resolves.toEqual([{ name, type }]);
    expect(fake.requests[0]?.path).toBe('/info');
  });

  it.each([
    [{ model_id: 'm', model_type: { classifier: {} } }, null],
    [{ model_id: 'm', model_pipeline_tag: 'text-generation' }, 'chat'],
  ])('takes %j for %s', async (info, type) => {
    await start();
    const edge = { sendJson: (_target: unknown, _request: ProviderRequest) => Promise.resolve(info) };

    await expect(
      textEmbeddingsInferenceAdapter(edge as unknown as ProviderHttp).listModels!(target(), options),
    ).resolves.toEqual([{ name: 'm', type }]);
  });

  it('fails on answers that hold nothing', async () => {
    await start();
    fake.behave('empty');

    await expect(adapter.embed!(target(), { model: 'm', inputs: ['a'] }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
    await expect(
      adapter.rerank!(target(), { model: 'm', query: 'q', documents: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass: 'bad_answer' });
    await expect(adapter.listModels!(target(), options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });

  it('knows a wrong key by a refusal without words', async () => {
    await start({ apiKey: 'right' });

    await expect(
      adapter.embed!(target({ api_key: 'wrong' }), { model: 'm', inputs: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass: 'unauthorized', providerText: 'HTTP 401' });
  });

  it.each<[Refusal, string, string]>([
    ['rate_limited', 'rate_limited', 'Model is overloaded'],
    ['bad_request', 'bad_answer', 'model is not a re-ranker model'],
    ['server_error', 'bad_answer', 'Model is not healthy'],
    ['bad_path', 'bad_path', 'HTTP 404'],
    ['forbidden', 'forbidden', 'forbidden'],
    ['quota', 'quota', 'payment required'],
  ])('understands the refusal %s as %s', async (reason, causeClass, providerText) => {
    await start();
    fake.behave(reason);

    await expect(
      adapter.rerank!(target(), { model: 'm', query: 'q', documents: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass, providerText });
  });
});
