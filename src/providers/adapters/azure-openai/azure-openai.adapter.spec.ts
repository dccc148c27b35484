import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent } from '../../calls/chat-call.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { azureOpenAiAdapter } from './azure-openai.adapter.js';

describe('the Azure OpenAI adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = azureOpenAiAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello = { model: 'my-gpt', messages: [{ role: 'user', content: 'Hi' }] } as const;
  const audio = { fileName: 'a.wav', mediaType: 'audio/wav', data: Buffer.from('RIFF') };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'azure-openai', ...settings });
  };
  const at = (path = ''): ProviderTarget => ({ ...fakeTarget(fake, 'Azure-OpenAI'), baseUrl: `${fake.origin}${path}` });

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it.each(['', '/', '/openai', '/openai/', '/openai/deployments/other', '/openai/deployments/other/chat/completions'])(
    'finds the deployment below a base that ends in "%s"',
    async (ending) => {
      await start();

      await expect(adapter.chat!(at(ending), hello, options)).resolves.toMatchObject({
        text: 'Hello! How can I help?',
      });
      expect(fake.requests[0]?.path).toBe('/openai/deployments/my-gpt/chat/completions');
      expect([...(fake.requests[0]?.query ?? [])]).toEqual([['api-version', '2024-10-21']]);
      expect(fake.requests[0]?.headers).toMatchObject({ 'api-key': 'fake-azure-key-0123456789abcdef' });
      expect(fake.requests[0]?.headers).not.toHaveProperty('authorization');
    },
  );

  it.each(['/openai/v1', '/openai/v1/', '/openai/v1/chat/completions'])(
    'speaks the newer API at a base that ends in "%s"',
    async (ending) => {
      await start();
      await adapter.chat!(at(ending), hello, options);

      expect(fake.requests[0]).toMatchObject({ path: '/openai/v1/chat/completions', body: { model: 'my-gpt' } });
      expect([...(fake.requests[0]?.query ?? [])]).toEqual([]);
    },
  );

  it('keeps the path of a gateway in front', async () => {
    await start();
    await expect(adapter.chat!(at('/openai/team-a/openai'), hello, options)).rejects.toMatchObject({
      causeClass: 'bad_path',
    });

    expect(fake.requests[0]?.path).toBe('/openai/team-a/openai/deployments/my-gpt/chat/completions');
  });

  it.each([
    ['../../models', '/openai/deployments/..%2F..%2Fmodels/chat/completions'],
    ['a?b#c', '/openai/deployments/a%3Fb%23c/chat/completions'],
  ])('takes %s for a name and never for a path', async (model, path) => {
    await start();
    await adapter.chat!(at(), { ...hello, model }, options);

    expect(fake.requests[0]?.path).toBe(path);
  });

  it('calls nobody for a deployment named ..', async () => {
    await start();

    await expect(adapter.chat!(at(), { ...hello, model: '..' }, options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
    });
    expect(fake.requests).toEqual([]);
  });

  it('streams', async () => {
    await start();
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(at(), hello, options)) events.push(event);

    expect(events.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'end']);
    expect(events.at(-1)).toMatchObject({ finishReason: 'stop', usage: { inputTokens: 9, outputTokens: 12 } });
  });

  it('fails before the stream when it is refused, and inside when it breaks off', async () => {
    await start();
    fake.behave('unauthorized');
    await expect(adapter.stream!(at(), hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
    fake.behave('broken_off');
    const broken = async (): Promise<void> => {
      for await (const event of await adapter.stream!(at(), hello, options)) expect(event.kind).toBe('text');
    };

    await expect(broken()).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it('asks once more with the limit in the word that the model wants', async () => {
    await start();
    fake.behave('max_tokens_unsupported');
    await adapter.chat!(at(), { ...hello, maxTokens: 7 }, options);

    expect(fake.requests[1]?.body).toMatchObject({ max_completion_tokens: 7 });
  });

  it('embeds, speaks and transcribes at the deployment', async () => {
    await start();
    await expect(
      adapter.embed!(at(), { model: 'emb', inputs: ['a', 'b'], dimensions: 3 }, options),
    ).resolves.toMatchObject({
      vectors: [
        [0.1, -0.2, 0.3],
        [0.1, -0.2, 0.3],
      ],
    });
    await expect(adapter.speak!(at(), { model: 'tts', text: 'Hi' }, options)).resolves.toMatchObject({
      contentType: 'audio/mpeg',
    });
    await expect(adapter.transcribe!(at(), { model: 'whisper', audio }, options)).resolves.toMatchObject({ text: '' });

    expect(fake.requests.map(({ path }) => path)).toEqual([
      '/openai/deployments/emb/embeddings',
      '/openai/deployments/tts/audio/speech',
      '/openai/deployments/whisper/audio/transcriptions',
    ]);
  });

  it.each([
    ['', '/openai/models'],
    ['/openai/v1', '/openai/v1/models'],
  ])('lists what the resource at "%s" could deploy', async (ending, path) => {
    await start({ models: ['gpt-4o-2024-08-06'] });

    await expect(adapter.listModels!(at(ending), options)).resolves.toEqual([
      { name: 'gpt-4o-2024-08-06', type: 'chat' },
    ]);
    expect(fake.requests[0]?.path).toBe(path);
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

    await expect(adapter.chat!(at(), hello, options)).rejects.toMatchObject({ causeClass });
  });

  it('knows a deployment that is not there, a wrong key and a key that is none', async () => {
    await start({ models: ['my-gpt'] });
    const as = (api_key: string): ProviderTarget => ({ ...at(), credential: { api_key, api_version: '2024-10-21' } });

    await expect(adapter.chat!(at(), { ...hello, model: 'gone' }, options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
      upstreamStatus: 404,
    });
    await expect(adapter.chat!(as('wrong'), hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
    await expect(adapter.chat!(as('a\nb'), hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
  });
});
