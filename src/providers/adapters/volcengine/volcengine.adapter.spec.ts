import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { volcEngineAdapter } from './volcengine.adapter.js';

describe('the Volcengine adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = volcEngineAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  let fake: FakeProvider;

  const target = (endpoint = ''): ProviderTarget =>
    fakeTarget(fake, 'VolcEngine', { ...fake.credential, endpoint_id: endpoint });

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'volcengine' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats with the endpoint', async () => {
    await adapter.chat!(target('ep-1'), { model: 'doubao', messages: [{ role: 'user', content: 'Hi' }] }, options);

    expect(fake.requests[0]).toMatchObject({ path: '/api/v3/chat/completions', body: { model: 'ep-1' } });
  });

  it('embeds texts', async () => {
    await expect(
      adapter.embed!(target(), { model: 'doubao-embedding-large', inputs: ['a', 'b'] }, options),
    ).resolves.toMatchObject({
      vectors: [
        [0.1, -0.2, 0.3],
        [0.1, -0.2, 0.3],
      ],
    });
    expect(fake.requests[0]?.path).toBe('/api/v3/embeddings');
  });

  it('embeds text by text with a model that also sees', async () => {
    const request = { model: 'doubao-embedding-vision', inputs: ['a', 'b'], dimensions: 1024 };

    await expect(adapter.embed!(target(), request, options)).resolves.toEqual({
      vectors: [
        [0.1, 0.2],
        [0.1, 0.2],
      ],
      usage: plainUsage(26),
    });
    expect(fake.requests.map(({ path, body }) => ({ path, body }))).toEqual(
      ['a', 'b'].map((text) => ({
        path: '/api/v3/embeddings/multimodal',
        body: {
          model: 'doubao-embedding-vision',
          encoding_format: 'float',
          dimensions: 1024,
          input: [{ type: 'text', text }],
        },
      })),
    );
  });

  it('turns to the other endpoint when the first says that the model is not for it', async () => {
    await expect(adapter.embed!(target('ep-sees'), { model: 'doubao', inputs: ['a'] }, options)).resolves.toMatchObject(
      { vectors: [[0.1, 0.2]] },
    );
    expect(fake.requests.map(({ path }) => path)).toEqual(['/api/v3/embeddings', '/api/v3/embeddings/multimodal']);
  });

  it.each<[Refusal, string]>([
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['model_not_found', 'model_not_found'],
    ['rate_limited', 'rate_limited'],
    ['quota', 'quota'],
    ['server_error', 'bad_answer'],
  ])('understands the refusal %s as %s', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.embed!(target(), { model: 'doubao-embedding', inputs: ['a'] }, options)).rejects.toMatchObject(
      { causeClass },
    );
    expect(fake.requests).toHaveLength(1);
  });
});
