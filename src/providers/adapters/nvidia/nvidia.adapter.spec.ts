import { catalogFactory, fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp, type ProviderRequest } from '../../transport/provider-http.js';
import { nvidiaAdapter } from './nvidia.adapter.js';

describe('the NVIDIA adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = nvidiaAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const ask = { model: 'nvidia/llama-3.2-nv-rerankqa-1b-v2', query: 'q', documents: ['a', 'b', 'c'] };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'nvidia', ...settings });
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('reranks at a container, the best first', async () => {
    await start();

    await expect(adapter.rerank!(fakeTarget(fake, 'NVIDIA'), ask, options)).resolves.toEqual({
      results: [
        { index: 2, score: 3.5 },
        { index: 1, score: -0.5 },
        { index: 0, score: -4.5 },
      ],
      usage: plainUsage(12),
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1/ranking',
      body: { model: ask.model, query: { text: 'q' }, passages: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
    });
  });

  it('counts the results itself', async () => {
    await start();

    await expect(adapter.rerank!(fakeTarget(fake, 'NVIDIA'), { ...ask, topN: 1 }, options)).resolves.toMatchObject({
      results: [{ index: 2, score: 3.5 }],
    });
  });

  it.each(['/v1', '/v1/', '/v1/ranking'])('takes a base that ends in "%s"', async (ending) => {
    await start();
    await adapter.rerank!({ ...fakeTarget(fake, 'NVIDIA'), baseUrl: `${fake.origin}${ending}` }, ask, options);

    expect(fake.requests[0]?.path).toBe('/v1/ranking');
  });

  it('says which side of a search a text is on, and chats', async () => {
    await start();
    const target = fakeTarget(fake, 'NVIDIA');
    await adapter.embed!(target, { model: 'nvidia/nv-embedqa-e5-v5', inputs: ['a'], purpose: 'document' }, options);
    await adapter.chat!(target, { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }, options);

    expect(fake.requests[0]?.body).toMatchObject({ input_type: 'passage' });
    expect(fake.requests[1]?.path).toBe('/v1/chat/completions');
  });

  it('does not take an answer without rankings', async () => {
    await start();
    fake.behave('empty');

    await expect(adapter.rerank!(fakeTarget(fake, 'NVIDIA'), ask, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
  });

  it.each<[Refusal, string]>([
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['region', 'region'],
    ['model_not_found', 'model_not_found'],
    ['bad_path', 'bad_path'],
    ['rate_limited', 'rate_limited'],
    ['quota', 'quota'],
    ['bad_request', 'bad_answer'],
    ['server_error', 'bad_answer'],
  ])('understands the refusal %s as %s', async (reason, causeClass) => {
    await start();
    fake.behave(reason);

    await expect(adapter.rerank!(fakeTarget(fake, 'NVIDIA'), ask, options)).rejects.toMatchObject({ causeClass });
  });
});

describe("the path of a reranker on NVIDIA's own machines", () => {
  const sent: ProviderRequest[] = [];
  const edge: Pick<ProviderHttp, 'sendJson'> = {
    sendJson: (_target, request) => {
      sent.unshift(request);
      return Promise.resolve({ rankings: [{ index: 0, logit: 1 }] });
    },
  };
  const adapter = nvidiaAdapter(edge as ProviderHttp);
  const at = (baseUrl: string) => ({ factory: catalogFactory('NVIDIA'), baseUrl, credential: { api_key: 'k' } });
  const root = 'https://ai.api.nvidia.com/v1/retrieval';

  it.each([
    ['nvidia/llama-3.2-nv-rerankqa-1b-v2', `${root}/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking`],
    ['nvidia/llama-nemotron-rerank-1b-v2', `${root}/nvidia/llama-nemotron-rerank-1b-v2/reranking`],
    ['nvidia/nv-rerankqa-mistral-4b-v3', `${root}/nvidia/nv-rerankqa-mistral-4b-v3/reranking`],
    ['nvidia/rerank-qa-mistral-4b', `${root}/nvidia/reranking`],
    ['nvidia/a?b', `${root}/nvidia/a%3Fb/reranking`],
  ])('of %s is %s', async (model, url) => {
    await adapter.rerank!(
      at('https://integrate.api.nvidia.com/v1'),
      { model, query: 'q', documents: ['a'] },
      { signal: new AbortController().signal },
    );

    expect(sent[0]).toMatchObject({ url, headers: { authorization: 'Bearer k' } });
  });

  it("is the same at RAGFlow's own base, and the oldest has another name there", async () => {
    await adapter.rerank!(
      at('https://ai.api.nvidia.com/v1/retrieval/nvidia/'),
      { model: 'nvidia/rerank-qa-mistral-4b', query: 'q', documents: ['a'] },
      { signal: new AbortController().signal },
    );

    expect(sent[0]).toMatchObject({ url: `${root}/nvidia/reranking`, body: { model: 'nv-rerank-qa-mistral-4b:1' } });
  });
});
