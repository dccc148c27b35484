import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { voyageAdapter } from './voyage.adapter.js';

describe('the Voyage adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = voyageAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const vector = [-0.012, 0.045, -0.067];
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'voyage', ...settings });
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('embeds, saying the side of the search and the length in its own words', async () => {
    await start();
    const request = { model: 'voyage-4-lite', inputs: ['a', 'b'], purpose: 'document', dimensions: 512 } as const;

    await expect(adapter.embed!(fakeTarget(fake, 'Voyage AI'), request, options)).resolves.toEqual({
      vectors: [vector, vector],
      usage: plainUsage(10),
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'voyage-4-lite', input: ['a', 'b'], input_type: 'document', output_dimension: 512 },
    });
  });

  it('embeds with a multimodal model at its own endpoint', async () => {
    await start();
    const request = { model: 'voyage-multimodal-3.5', inputs: ['a', 'b'], dimensions: 256 };

    await expect(adapter.embed!(fakeTarget(fake, 'Voyage AI'), request, options)).resolves.toMatchObject({
      vectors: [vector, vector],
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1/multimodalembeddings',
      body: {
        model: 'voyage-multimodal-3.5',
        inputs: [{ content: [{ type: 'text', text: 'a' }] }, { content: [{ type: 'text', text: 'b' }] }],
        input_type: 'query',
        output_dimension: 256,
      },
    });
  });

  it('reranks', async () => {
    await start();
    const request = { model: 'rerank-2.5-lite', query: 'q', documents: ['a', 'b'], topN: 1 };

    await expect(adapter.rerank!(fakeTarget(fake, 'Voyage AI'), request, options)).resolves.toEqual({
      results: [{ index: 0, score: 0.4375 }],
      usage: plainUsage(26),
    });
    expect(fake.requests[0]?.body).toEqual({ model: 'rerank-2.5-lite', query: 'q', documents: ['a', 'b'], top_k: 1 });
  });

  it.each(['empty', 'html', 'truncated', 'broken_off', 'hang_up'] as const)(
    'fails on an answer that is %s',
    async (mode) => {
      await start();
      fake.behave(mode);

      await expect(
        adapter.embed!(fakeTarget(fake, 'Voyage AI'), { model: 'voyage-4', inputs: ['a'] }, options),
      ).rejects.toMatchObject({ name: 'ProviderCallError' });
    },
  );

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

    await expect(
      adapter.embed!(fakeTarget(fake, 'Voyage AI'), { model: 'voyage-4', inputs: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass });
  });
});
