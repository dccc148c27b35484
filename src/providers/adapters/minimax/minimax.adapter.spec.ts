import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { miniMaxCause } from './minimax-cause.js';
import { miniMaxAdapter } from './minimax.adapter.js';

describe('the MiniMax adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = miniMaxAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'MiniMax-M2', messages: [{ role: 'user', content: 'Hi' }], maxTokens: 7 };
  let fake: FakeProvider;

  const target = (credential?: Record<string, string>): ProviderTarget => fakeTarget(fake, 'MiniMax', credential);
  const streamed = async (): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target(), hello, options)) events.push(event);
    return events;
  };

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'minimax' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats, with the limit in its own word', async () => {
    await expect(adapter.chat!(target(), hello, options)).resolves.toEqual({
      text: 'Hello! How can I help?',
      reasoning: 'A greeting.',
      toolCalls: [],
      finishReason: 'stop',
      usage: plainUsage(20, 9),
    });
    expect(fake.requests[0]?.body).toEqual({
      model: 'MiniMax-M2',
      messages: [{ role: 'user', content: 'Hi' }],
      max_completion_tokens: 7,
    });
  });

  it.each(['', '/', '/v1', '/v1/', '/v1/text/chatcompletion_v2', '/v1/chat/completions'])(
    'takes a base that ends in "%s", for chat and for speech',
    async (ending) => {
      const based = { ...target(), baseUrl: `${fake.origin}${ending}` };
      await adapter.chat!(based, hello, options);
      await adapter.speak!(based, { model: 'speech-2.6-turbo', text: 'Hello' }, options);

      expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/text/chatcompletion_v2', '/v1/t2a_v2']);
    },
  );

  it('streams', async () => {
    await expect(streamed()).resolves.toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '! How can I' },
      { kind: 'text', text: ' help?' },
      { kind: 'end', finishReason: 'stop', usage: plainUsage(20, 9) },
    ]);
  });

  it('fails before the stream when it is refused in a 200', async () => {
    fake.behave('quota');

    await expect(adapter.stream!(target(), hello, options)).rejects.toMatchObject({
      causeClass: 'quota',
      providerText: 'insufficient balance',
    });
  });

  it('fails inside the stream when it breaks off', async () => {
    fake.behave('broken_off');

    await expect(streamed()).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it('speaks', async () => {
    const request = { model: 'speech-2.6-turbo', text: 'Hello', voice: 'v', format: 'flac', speed: 1.5 } as const;

    await expect(adapter.speak!(target(), request, options)).resolves.toEqual({
      audio: Buffer.from('ID3 hello'),
      contentType: 'audio/flac',
    });
    expect(fake.requests[0]?.body).toEqual({
      model: 'speech-2.6-turbo',
      text: 'Hello',
      stream: false,
      output_format: 'hex',
      voice_setting: { voice_id: 'v', speed: 1.5, vol: 1, pitch: 0 },
      audio_setting: { sample_rate: 32_000, bitrate: 128_000, format: 'flac', channel: 1 },
    });
  });

  it.each([
    [undefined, 'query'],
    ['query', 'query'],
    ['document', 'db'],
  ] as const)('embeds for %s as %s', async (purpose, type) => {
    const request = { model: 'embo-01', inputs: ['a', 'b'], ...(purpose === undefined ? {} : { purpose }) };

    await expect(adapter.embed!(target(), request, options)).resolves.toEqual({
      vectors: [
        [0.1, -0.2],
        [0.1, -0.2],
      ],
      usage: plainUsage(8),
    });
    expect(fake.requests[0]?.body).toEqual({ model: 'embo-01', texts: ['a', 'b'], type });
  });

  it.each<[Refusal, string, number]>([
    ['unauthorized', 'unauthorized', 200],
    ['forbidden', 'forbidden', 200],
    ['region', 'region', 403],
    ['model_not_found', 'model_not_found', 200],
    ['bad_path', 'bad_path', 404],
    ['rate_limited', 'rate_limited', 200],
    ['quota', 'quota', 200],
    ['bad_request', 'bad_answer', 200],
    ['server_error', 'bad_answer', 200],
  ])('understands %s in every call', async (reason, causeClass, upstreamStatus) => {
    fake.behave(reason);

    const failure = { causeClass, upstreamStatus };
    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject(failure);
    await expect(adapter.stream!(target(), hello, options)).rejects.toMatchObject(failure);
    await expect(adapter.speak!(target(), { model: 'm', text: 'a' }, options)).rejects.toMatchObject(failure);
    await expect(adapter.embed!(target(), { model: 'm', inputs: ['a'] }, options)).rejects.toMatchObject(failure);
  });

  it('says nothing of a key that the vendor repeats', async () => {
    await expect(adapter.chat!(target({ api_key: 'a-wrong-key-0123456789' }), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText: 'login fail: Please carry the API secret key in the Authorization field: ***',
    });
  });

  it('does not take an answer with nothing in it', async () => {
    fake.behave('empty');

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    await expect(adapter.speak!(target(), { model: 'm', text: 'a' }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
    await expect(adapter.embed!(target(), { model: 'm', inputs: ['a'] }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
  });

  it.each([
    [1039, 'token limit', 'rate_limited'],
    [2045, 'rate growth limit', 'rate_limited'],
    [2049, 'invalid api key', 'unauthorized'],
    [2056, 'usage limit exceeded', 'quota'],
    [1026, 'input new_sensitive', 'bad_answer'],
  ])('understands its code %d', (code, text, cause) => {
    expect(miniMaxCause({ base_resp: { status_code: code, status_msg: text } })).toBe(cause);
  });
});
