import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { guardedFetch } from '../../transport/guarded-fetch.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { anthropicAdapter } from './anthropic.adapter.js';

describe('the Anthropic adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = anthropicAdapter(new ProviderHttp(guard.dispatcher), guardedFetch(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'Hi' }] };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'anthropic', ...settings });
  };
  const streamed = async (request: ChatRequest): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(fakeTarget(fake, 'Anthropic'), request, options))
      events.push(event);
    return events;
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats', async () => {
    await start();

    await expect(adapter.chat!(fakeTarget(fake, 'Anthropic'), hello, options)).resolves.toEqual({
      text: 'Hello! How can I help?',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 10, outputTokens: 12, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1/messages',
      body: { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
    });
  });

  it('streams', async () => {
    await start();

    await expect(streamed(hello)).resolves.toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '! How can I' },
      { kind: 'text', text: ' help?' },
      {
        kind: 'end',
        finishReason: 'stop',
        usage: { inputTokens: 10, outputTokens: 12, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  it('fails before the stream when it is refused', async () => {
    await start();
    fake.behave('unauthorized');

    await expect(adapter.stream!(fakeTarget(fake, 'Anthropic'), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText: 'invalid x-api-key',
      upstreamStatus: 401,
    });
  });

  it('fails inside the stream when it breaks off', async () => {
    await start();
    fake.behave('broken_off');

    await expect(streamed(hello)).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it.each(['', '/', '/v1', '/v1/'])('takes a base that ends in "%s"', async (ending) => {
    await start();
    await adapter.chat!({ ...fakeTarget(fake, 'Anthropic'), baseUrl: `${fake.origin}${ending}` }, hello, options);

    expect(fake.requests[0]?.path).toBe('/v1/messages');
  });

  it('gives a model room to answer, known to the library or not, and never more than was asked for', async () => {
    await start();
    const target = fakeTarget(fake, 'Anthropic');
    await adapter.chat!(target, { ...hello, model: 'claude-from-next-year' }, options);
    await adapter.chat!(target, { ...hello, maxTokens: 7 }, options);

    expect(fake.requests.map(({ body }) => (body as { max_tokens: number }).max_tokens)).toEqual([32_000, 7]);
  });

  it('lists the models', async () => {
    await start({ models: ['claude-haiku-4-5', 'claude-opus-5-5'] });

    await expect(adapter.listModels!(fakeTarget(fake, 'Anthropic'), options)).resolves.toEqual([
      { name: 'claude-haiku-4-5', type: 'chat' },
      { name: 'claude-opus-5-5', type: 'chat' },
    ]);
  });
});
