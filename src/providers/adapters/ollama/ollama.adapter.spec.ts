import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { ollamaAdapter } from './ollama.adapter.js';

describe('the Ollama adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = ollamaAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello = { model: 'llama3.2', messages: [{ role: 'user', content: 'Hi' }], maxTokens: 7 } as const;
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'ollama', ...settings });
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats, unstreamed, with the limit in its own words', async () => {
    await start();

    await expect(adapter.chat!(fakeTarget(fake, 'Ollama'), hello, options)).resolves.toEqual({
      text: 'Hello! How are you today?',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: plainUsage(26, 7),
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/api/chat',
      body: { model: 'llama3.2', messages: hello.messages, stream: false, options: { num_predict: 7 } },
    });
    expect(fake.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each(['', '/', '/v1', '/v1/', '/api'])('takes a base that ends in "%s"', async (ending) => {
    await start();
    await adapter.chat!({ ...fakeTarget(fake, 'Ollama'), baseUrl: `${fake.origin}${ending}` }, hello, options);

    expect(fake.requests[0]?.path).toBe('/api/chat');
  });

  it('shows a picture as bare base64', async () => {
    await start();
    const image = { mediaType: 'image/png', base64: 'AAAA' };
    const content = [{ type: 'text', text: 'What?' } as const, { type: 'image', image } as const];
    await adapter.chat!(fakeTarget(fake, 'Ollama'), { model: 'llava', messages: [{ role: 'user', content }] }, options);

    expect(fake.requests[0]?.body).toEqual({
      model: 'llava',
      messages: [{ role: 'user', content: 'What?', images: ['AAAA'] }],
      stream: false,
    });
  });

  it('embeds all inputs in one call', async () => {
    await start();
    const answer = await adapter.embed!(fakeTarget(fake, 'Ollama'), { model: 'e', inputs: ['a', 'b'] }, options);

    expect(answer.vectors).toHaveLength(2);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/api/embed']);
  });

  it('embeds one by one on a server that has only the older path', async () => {
    await start({ without: ['/api/embed'] });
    const request = { model: 'e', inputs: ['a', 'b'] };
    const answer = await adapter.embed!(fakeTarget(fake, 'Ollama'), request, options);

    expect(answer.vectors).toHaveLength(2);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/api/embed', '/api/embeddings', '/api/embeddings']);
    expect(fake.requests[2]?.body).toEqual({ model: 'e', prompt: 'b' });
  });

  it('does not try the older path when the model is missing', async () => {
    await start({ models: [] });

    await expect(
      adapter.embed!(fakeTarget(fake, 'Ollama'), { model: 'nomic', inputs: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass: 'model_not_found', providerText: "model 'nomic' not found" });
    expect(fake.requests).toHaveLength(1);
  });

  it('does not take an empty vector', async () => {
    await start();
    fake.behave('empty');

    await expect(
      adapter.embed!(fakeTarget(fake, 'Ollama'), { model: 'e', inputs: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });

  it('lists what is pulled, with types guessed from the family', async () => {
    await start({ models: ['llama3.2:latest', 'nomic-embed-text:latest'] });

    await expect(adapter.listModels!(fakeTarget(fake, 'Ollama'), options)).resolves.toEqual([
      { name: 'llama3.2:latest', type: 'chat' },
      { name: 'nomic-embed-text:latest', type: 'embedding' },
    ]);
  });

  it('sends a key when there is a real one', async () => {
    await start({ apiKey: 'proxy-key' });
    const chat = (credential: Record<string, string>): Promise<unknown> =>
      adapter.chat!(fakeTarget(fake, 'Ollama', credential), hello, options);

    await expect(chat({ api_key: 'proxy-key' })).resolves.toBeDefined();
    await expect(chat({ api_key: 'x' })).rejects.toMatchObject({ causeClass: 'unauthorized' });
    expect(fake.requests[1]?.headers).not.toHaveProperty('authorization');
  });
});
