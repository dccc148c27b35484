import type { Behaviour } from '../../../../test/support/fake-provider/misbehaviour.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { guardedFetch } from '../../transport/guarded-fetch.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { cohereAdapter } from './cohere.adapter.js';

const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};

describe('the Cohere adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = cohereAdapter(new ProviderHttp(guard.dispatcher), guardedFetch(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'command-a-03-2025', messages: [{ role: 'user', content: 'Hi' }] };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<ProviderTarget> => {
    fake = await startFakeProvider({ kind: 'cohere', ...settings });
    return fakeTarget(fake, 'Cohere');
  };
  const streamed = async (target: ProviderTarget, request: ChatRequest): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target, request, options)) events.push(event);
    return events;
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats', async () => {
    const target = await start();

    await expect(adapter.chat!(target, hello, options)).resolves.toEqual({
      text: 'Hello! How can I help?',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: plainUsage(10, 12),
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v2/chat',
      body: { model: 'command-a-03-2025', messages: [{ role: 'user', content: 'Hi' }] },
    });
  });

  it('says everything that a chat can ask for', async () => {
    const target = await start();
    await adapter.chat!(
      target,
      {
        ...hello,
        messages: [
          { role: 'system', content: 'Be kind.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
              { type: 'image', image: { url: 'https://pictures.example/cat.png' } },
            ],
          },
          {
            role: 'assistant',
            content: '',
            toolCalls: [{ id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
          },
          { role: 'tool', toolCallId: 'c1', name: 'get_weather', content: 'Rain' },
        ],
        maxTokens: 7,
        temperature: 0.5,
        topP: 0.9,
        stop: ['END'],
        seed: 3,
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        tools: [WEATHER],
        toolChoice: 'none',
        responseFormat: { type: 'json_schema', name: 'x', schema: { type: 'object' }, strict: true },
      },
      options,
    );

    expect(fake.requests[0]?.body).toEqual({
      model: 'command-a-03-2025',
      messages: [
        { role: 'system', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'image_url', image_url: { url: 'https://pictures.example/cat.png' } },
          ],
        },
        {
          role: 'assistant',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'Rain' },
      ],
      max_tokens: 7,
      temperature: 0.5,
      p: 0.9,
      stop_sequences: ['END'],
      seed: 3,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      tools: [{ type: 'function', function: WEATHER }],
      tool_choice: 'NONE',
      response_format: { type: 'json_object', json_schema: { type: 'object' } },
    });
  });

  it('calls tools', async () => {
    const target = await start();
    const request: ChatRequest = { ...hello, tools: [WEATHER], toolChoice: 'required' };

    await expect(adapter.chat!(target, request, options)).resolves.toMatchObject({
      text: '',
      toolCalls: [{ id: 'get_weather_1', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      finishReason: 'tool_calls',
    });
    await expect(streamed(target, request)).resolves.toEqual([
      { kind: 'tool_call', index: 0, id: 'get_weather_1', name: 'get_weather' },
      { kind: 'tool_arguments', index: 0, text: '{"cit' },
      { kind: 'tool_arguments', index: 0, text: 'y":"Oslo"}' },
      { kind: 'end', finishReason: 'tool_calls', usage: plainUsage(10, 12) },
    ]);
  });

  it('streams', async () => {
    const target = await start();

    await expect(streamed(target, hello)).resolves.toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '! How can I' },
      { kind: 'text', text: ' help?' },
      { kind: 'end', finishReason: 'stop', usage: plainUsage(10, 12) },
    ]);
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', providerText: 'invalid api token', upstreamStatus: 401 }],
    ['empty', { causeClass: 'bad_answer' }],
    ['html', { causeClass: 'bad_answer' }],
  ])('fails before the stream when it is %s', async (mode, failure) => {
    const target = await start();
    fake.behave(mode);

    await expect(adapter.stream!(target, hello, options)).rejects.toMatchObject(failure);
  });

  it('fails inside the stream when it breaks off', async () => {
    const target = await start();
    fake.behave('broken_off');

    await expect(streamed(target, hello)).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it.each(['', '/', '/v1', '/v2/'])('takes a base that ends in "%s"', async (ending) => {
    const target = await start();
    await adapter.chat!({ ...target, baseUrl: `${fake.origin}${ending}` }, hello, options);

    expect(fake.requests[0]?.path).toBe('/v2/chat');
  });

  it('embeds what is searched for, unless told otherwise', async () => {
    const target = await start();
    const request = { model: 'embed-v4.0', inputs: ['a', 'b'] };
    await adapter.embed!(target, { ...request, purpose: 'document', dimensions: 2048 }, options);

    await expect(adapter.embed!(target, request, options)).resolves.toEqual({
      vectors: [
        [0.016296387, -0.008354187, -0.04699707],
        [0.016296387, -0.008354187, -0.04699707],
      ],
      usage: plainUsage(4),
    });
    expect(fake.requests.map(({ path, body }) => [path, body])).toEqual([
      [
        '/v2/embed',
        {
          model: 'embed-v4.0',
          texts: ['a', 'b'],
          input_type: 'search_document',
          embedding_types: ['float'],
          output_dimension: 2048,
        },
      ],
      ['/v2/embed', { model: 'embed-v4.0', texts: ['a', 'b'], input_type: 'search_query', embedding_types: ['float'] }],
    ]);
  });

  it('embeds more than fit into one call', async () => {
    const target = await start();
    const inputs = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    const answer = await adapter.embed!(target, { model: 'embed-v4.0', inputs }, options);

    expect(answer.vectors).toHaveLength(100);
    expect(answer.usage).toEqual(plainUsage(200));
    expect(fake.requests).toHaveLength(2);
  });

  it('ranks, the best first', async () => {
    const target = await start();
    const request = { model: 'rerank-v3.5', query: 'greeting', documents: ['Rain', 'Hello'], topN: 2 };

    await expect(adapter.rerank!(target, request, options)).resolves.toEqual({
      results: [
        { index: 1, score: 0.2 },
        { index: 0, score: 0.1 },
      ],
      usage: null,
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v2/rerank',
      body: { model: 'rerank-v3.5', query: 'greeting', documents: ['Rain', 'Hello'], top_n: 2 },
    });
  });

  it('lists the models by the endpoint that they are for', async () => {
    const target = await start({ models: ['command-a-03-2025', 'embed-v4.0', 'rerank-v3.5'] });

    await expect(adapter.listModels!(target, options)).resolves.toEqual([
      { name: 'command-a-03-2025', type: 'chat' },
      { name: 'embed-v4.0', type: 'embedding' },
      { name: 'rerank-v3.5', type: 'rerank' },
    ]);
    expect(fake.requests[0]?.query.get('page_size')).toBe('1000');
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 401 }],
    ['forbidden', { causeClass: 'forbidden', upstreamStatus: 403 }],
    ['region', { causeClass: 'region', upstreamStatus: 451 }],
    ['model_not_found', { causeClass: 'model_not_found', upstreamStatus: 404 }],
    ['bad_path', { causeClass: 'bad_path', upstreamStatus: 404 }],
    ['rate_limited', { causeClass: 'rate_limited', upstreamStatus: 429, retryAfterSeconds: 7 }],
    ['quota', { causeClass: 'quota', upstreamStatus: 402 }],
    ['bad_request', { causeClass: 'bad_answer', upstreamStatus: 400 }],
    ['max_tokens_unsupported', { causeClass: 'bad_answer', upstreamStatus: 400 }],
    ['server_error', { causeClass: 'bad_answer', upstreamStatus: 500 }],
    ['html', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['truncated', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['empty', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['error_inside_200', { causeClass: 'quota', upstreamStatus: 402 }],
    ['redirect', { causeClass: 'bad_path', upstreamStatus: 302 }],
    ['hang_up', { causeClass: 'connection_refused', upstreamStatus: null }],
  ])('understands %s', async (mode, failure) => {
    const target = await start();
    fake.behave(mode);
    const request = { ...hello, maxTokens: 8192 };

    await expect(adapter.chat!(target, request, options)).rejects.toMatchObject({
      name: 'ProviderCallError',
      ...failure,
    });
  });

  it.each([{}, { api_key: '' }, { api_key: 'wrong' }, { api_key: 'line\nbreak' }, { api_key: 'schlüssel-€' }])(
    'calls %j unauthorized',
    async (credential: Record<string, string>) => {
      await start();
      const target = fakeTarget(fake, 'Cohere', credential);

      await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
      await expect(adapter.listModels!(target, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
    },
  );
});
