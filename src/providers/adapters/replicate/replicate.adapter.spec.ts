import { catalogFactory, fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import { eventually } from '../../../../test/support/eventually.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp, type ProviderRequest } from '../../transport/provider-http.js';
import { replicateAdapter } from './replicate.adapter.js';

const options = { signal: new AbortController().signal };
const hello: ChatRequest = { model: 'meta/llama', messages: [{ role: 'user', content: 'Hi' }] };

describe('the Replicate adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = replicateAdapter(new ProviderHttp(guard.dispatcher), 0);
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<void> => {
    fake = await startFakeProvider({ kind: 'replicate', ...settings });
  };
  const target = (credential?: Record<string, string>) => fakeTarget(fake, 'Replicate', credential);
  const streamed = async (request: ChatRequest): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target(), request, options)) events.push(event);
    return events;
  };
  const calls = (): string[] => fake.requests.map(({ method, path }) => `${method} ${path}`);

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats with the inputs that the model has', async () => {
    await start();
    const messages = [{ role: 'system', content: 'Be brief.' } as const, ...hello.messages];

    await expect(
      adapter.chat!(target(), { ...hello, messages, maxTokens: 7, temperature: 0.5 }, options),
    ).resolves.toEqual({
      text: 'Hello! How can I help?',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: plainUsage(9, 12),
    });
    expect(calls()).toEqual(['GET /v1/models/meta/llama', 'POST /v1/predictions']);
    expect(fake.requests[1]).toMatchObject({
      headers: { prefer: 'wait' },
      body: {
        version: 'meta/llama',
        input: { prompt: 'Hi', system_prompt: 'Be brief.', max_new_tokens: 7, temperature: 0.5 },
      },
    });
  });

  it('writes a longer talk as one prompt', async () => {
    await start();
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Bye' },
    ];
    await adapter.chat!(target(), { ...hello, messages }, options);

    expect(fake.requests[1]?.body).toMatchObject({
      input: { prompt: 'User: Hi\nAssistant: Hello\nUser: Bye\nAssistant:' },
    });
  });

  it('looks again until a slow model is done', async () => {
    await start();

    await expect(adapter.chat!(target(), { ...hello, model: 'meta/slow' }, options)).resolves.toMatchObject({
      text: 'Hello! How can I help?',
    });
    expect(calls().at(-1)).toBe('GET /v1/predictions/chat1');
  });

  it('gives up with the signal', async () => {
    await start();
    const aborted = { signal: AbortSignal.abort() };

    await expect(adapter.chat!(target(), { ...hello, model: 'meta/slow' }, aborted)).rejects.toMatchObject({
      causeClass: 'timeout',
    });
  });

  it.each([
    ['meta/llama', 'meta/llama', '/v1/models/meta/llama'],
    ['someone/theirs', `someone/theirs:${'a'.repeat(64)}`, '/v1/models/someone/theirs'],
    ['someone/theirs:5c7d', 'someone/theirs:5c7d', '/v1/models/someone/theirs/versions/5c7d'],
  ])('runs %s as %s', async (model, version, path) => {
    await start();
    await adapter.chat!(target(), { ...hello, model }, options);

    expect(fake.requests[0]?.path).toBe(path);
    expect(fake.requests[1]?.body).toMatchObject({ version });
  });

  it.each(['', 'llama', '../account', 'a/../b', 'a/b/c', 'a/b:', 'a/b?c'])(
    'calls nobody for the model %j',
    async (model) => {
      await start();

      await expect(adapter.chat!(target(), { ...hello, model }, options)).rejects.toMatchObject({
        causeClass: 'model_not_found',
      });
      expect(fake.requests).toEqual([]);
    },
  );

  it('streams the text as it is made, and counts at the end', async () => {
    await start();

    await expect(streamed(hello)).resolves.toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '!' },
      { kind: 'text', text: ' How can I help?' },
      { kind: 'end', finishReason: 'stop', usage: plainUsage(9, 12) },
    ]);
    expect(fake.requests[1]?.body).toMatchObject({ stream: true });
    expect(fake.requests[2]).toMatchObject({ path: '/v1/streams/chat1', headers: { accept: 'text/event-stream' } });
  });

  it('ends a prediction that nobody reads to its end', async () => {
    await start();
    for await (const _event of await adapter.stream!(target(), hello, options)) break;

    await eventually(() => expect(calls().at(-1)).toBe('POST /v1/predictions/chat1/cancel'));
    expect(fake.requests.at(-1)?.headers.authorization).toBe(`Bearer ${fake.apiKey!}`);
  });

  it('fails before the stream when it is refused, and inside when it breaks off', async () => {
    await start();
    fake.behave('quota', 'chat');
    await expect(adapter.stream!(target(), hello, options)).rejects.toMatchObject({ causeClass: 'quota' });
    fake.behave('well', 'chat');
    fake.behave('broken_off', 'stream');

    await expect(streamed(hello)).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it('embeds all texts at once, as the list in JSON that the model wants', async () => {
    await start();

    await expect(adapter.embed!(target(), { model: 'someone/embedder', inputs: ['a', 'b'] }, options)).resolves.toEqual(
      {
        vectors: [
          [0.031, -0.044, 0.057],
          [0.031, -0.044, 0.057],
        ],
        usage: null,
      },
    );
    expect(fake.requests[1]?.body).toMatchObject({ input: { texts: '["a","b"]' } });
  });

  it('proves the key and the model without running anything', async () => {
    await start({ models: ['meta/llama'] });
    await adapter.freeProofs!.chat!(target(), 'meta/llama', options);
    await expect(adapter.freeProofs!.embedding!(target(), 'meta/gone', options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
      upstreamStatus: 404,
    });
    await expect(adapter.freeProofs!.chat!(target({ api_key: 'wrong' }), 'meta/llama', options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
    });

    expect(calls()).toEqual([
      'GET /v1/account',
      'GET /v1/models/meta/llama',
      'GET /v1/account',
      'GET /v1/models/meta/gone',
      'GET /v1/account',
    ]);
  });

  it("lists the vendor's two collections", async () => {
    await start({ models: ['meta/llama', 'someone/embedder'] });

    await expect(adapter.listModels!(target(), options)).resolves.toEqual([
      { name: 'meta/llama', type: 'chat' },
      { name: 'someone/embedder', type: 'embedding' },
    ]);
  });

  it.each<[Refusal, string]>([
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['region', 'region'],
    ['bad_path', 'bad_path'],
    ['rate_limited', 'rate_limited'],
    ['quota', 'quota'],
    ['bad_request', 'bad_answer'],
    ['server_error', 'bad_answer'],
  ])('understands the refusal %s as %s', async (reason, causeClass) => {
    await start();
    fake.behave(reason, 'chat');

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass });
  });
});

describe('a prediction', () => {
  /** An adapter before an edge that answers as told, one answer a call, and remembers what it was sent. */
  function adapterWith(...answers: object[]) {
    const sent: ProviderRequest[] = [];
    const edge: Pick<ProviderHttp, 'sendJson' | 'sendForStream'> = {
      sendJson: (_target, request) => {
        sent.push(request);
        return Promise.resolve(answers.shift()!);
      },
      sendForStream: (_target, request) => {
        sent.push(request);
        const events = answers.shift() as string[];
        return Promise.resolve({ contentType: 'text/event-stream', chunks: piecesOf(events) });
      },
    };
    return { sent, adapter: replicateAdapter(edge as ProviderHttp, 0) };
  }
  async function* piecesOf(events: readonly string[]): AsyncGenerator<Buffer> {
    for (const event of events) yield await Promise.resolve(Buffer.from(event));
  }
  const target = {
    factory: catalogFactory('Replicate'),
    baseUrl: 'https://api.replicate.com/v1',
    credential: { api_key: 'r8_secret_0123456789' },
  };
  const model = (properties: object) => ({
    latest_version: { id: 'v1', openapi_schema: { components: { schemas: { Input: { properties } } } } },
  });
  const embedded = (properties: object, ...outputs: unknown[]) =>
    adapterWith(model(properties), ...outputs.map((output) => ({ id: 'p', status: 'succeeded', output })));
  const eventsOf = async (stream: Promise<AsyncIterable<ChatEvent>>): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await stream) events.push(event);
    return events;
  };

  it.each([
    [{ id: 'p', status: 'failed' }, 'The prediction failed'],
    [{ id: 'p', status: 'canceled' }, 'The prediction ended as canceled'],
    [{ id: 'p', status: 'succeeded', output: { url: 'https://x' } }, 'The output is no text'],
    [{ status: 'succeeded' }, 'The answer is no prediction'],
  ])('that comes as %j is no answer', async (prediction, text) => {
    const { adapter } = adapterWith(model({}), prediction);

    await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: expect.stringContaining(text) as string,
    });
  });

  it.each([
    ['a list', { texts: { type: 'array' } }, [[1], [2]], { texts: ['a', 'b'] }],
    [
      'objects',
      { text_batch: { type: 'string' } },
      [{ embedding: [1] }, { embedding: [2] }],
      { text_batch: '["a","b"]' },
    ],
    ['a list inside', { inputs: { type: 'array' } }, { embeddings: [[1], [2]] }, { inputs: ['a', 'b'] }],
    ['no schema', {}, [[1], [2]], { texts: '["a","b"]' }],
  ])('gives vectors as %s', async (_how, properties, output, input) => {
    const { adapter, sent } = embedded(properties, output);

    await expect(adapter.embed!(target, { model: 'o/m', inputs: ['a', 'b'] }, options)).resolves.toEqual({
      vectors: [[1], [2]],
      usage: null,
    });
    expect(sent[1]?.body).toMatchObject({ input });
  });

  it('is made for each text where a model takes one', async () => {
    const { adapter, sent } = embedded({ prompt: { type: 'string' } }, [1], [2]);

    await expect(adapter.embed!(target, { model: 'o/m', inputs: ['a', 'b'] }, options)).resolves.toMatchObject({
      vectors: [[1], [2]],
    });
    expect(sent.slice(1).map(({ body }) => body)).toEqual([
      { version: 'o/m', input: { prompt: 'a' } },
      { version: 'o/m', input: { prompt: 'b' } },
    ]);
  });

  it.each([[[[1]]], ['https://x/vectors.npy'], [[[1], []]], [null]])('does not take %j for vectors', async (output) => {
    const { adapter } = embedded({ texts: {} }, output);

    await expect(adapter.embed!(target, { model: 'o/m', inputs: ['a', 'b'] }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
  });

  it("is streamed from the vendor's own streaming servers", async () => {
    const begun = { id: 'p', status: 'starting', urls: { stream: 'https://stream.replicate.com/v1/x' } };
    const { adapter, sent } = adapterWith(
      model({}),
      begun,
      ['event: output\ndata: Two\ndata: lines\n\n', 'event: done\ndata: {}\n\n'],
      { id: 'p', status: 'succeeded', output: [] },
    );

    await expect(eventsOf(adapter.stream!(target, hello, options))).resolves.toEqual([
      { kind: 'text', text: 'Two\nlines' },
      { kind: 'end', finishReason: 'stop', usage: null },
    ]);
    expect(sent[2]?.url).toBe('https://stream.replicate.com/v1/x');
  });

  it.each([
    'https://evil.example/x',
    'http://stream.replicate.com/x',
    'https://replicate.com.evil.example/x',
    'nowhere',
  ])('is never streamed from %s: it is waited for', async (stream) => {
    const { adapter, sent } = adapterWith(
      model({}),
      { id: 'p', status: 'starting', urls: { stream } },
      { id: 'p', status: 'succeeded', output: ['All ', 'of it'] },
    );

    await expect(eventsOf(adapter.stream!(target, hello, options))).resolves.toEqual([
      { kind: 'text', text: 'All of it' },
      { kind: 'end', finishReason: 'stop', usage: null },
    ]);
    expect(sent.at(-1)?.url).toBe('https://api.replicate.com/v1/predictions/p');
  });

  it.each([
    [['event: error\ndata: {"detail":"CUDA out of memory"}\n\n'], 'CUDA out of memory'],
    [['event: error\ndata: it broke\n\n'], 'it broke'],
    [['event: output\ndata: half\n\n'], 'The stream broke off'],
  ])('that streams %j fails', async (events, text) => {
    const begun = { id: 'p', status: 'starting', urls: { stream: 'https://stream.replicate.com/v1/x' } };
    const { adapter } = adapterWith(model({}), begun, events);

    await expect(eventsOf(adapter.stream!(target, hello, options))).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: text,
    });
  });
});
