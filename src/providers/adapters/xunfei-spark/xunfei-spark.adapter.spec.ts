import { closedPortUrl } from '../../../../test/support/fake-provider/closed-port.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { guardedSocket } from '../../transport/guarded-socket.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { xunFeiSparkAdapter } from './xunfei-spark.adapter.js';

describe('the XunFei Spark adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const http = new ProviderHttp(guard.dispatcher);
  const adapter = xunFeiSparkAdapter(http, guardedSocket(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'lite', messages: [{ role: 'user', content: 'Hi' }] };
  const said = { model: 'xiaoyan', text: 'Hello!' };
  let fake: FakeProvider;

  const target = (more: Record<string, string> = {}): ProviderTarget =>
    fakeTarget(fake, 'XunFei Spark', { ...fake.credential, ...more });
  const streamed = async (): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target(), hello, options)) events.push(event);
    return events;
  };

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'xunfei-spark' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats', async () => {
    await expect(adapter.chat!(target(), hello, options)).resolves.toMatchObject({
      text: '你好，我是星火。',
      usage: plainUsage(6, 42),
    });
  });

  it('streams', async () => {
    await expect(streamed()).resolves.toEqual([
      { kind: 'text', text: '你好' },
      { kind: 'text', text: '，我是星火。' },
      { kind: 'end', finishReason: 'other', usage: plainUsage(6, 42) },
    ]);
  });

  it('fails inside the stream when it breaks off', async () => {
    fake.behave('broken_off');

    await expect(streamed()).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it.each([
    ['lite', '/v1/chat/completions'],
    ['4.0Ultra', '/v1/chat/completions'],
    ['spark-x', '/v2/chat/completions'],
    ['x1', '/v2/chat/completions'],
  ])('asks %s at %s', async (model, path) => {
    await adapter.chat!(target(), { ...hello, model }, options);

    expect(fake.requests[0]?.path).toBe(path);
  });

  it('wants the calls of tools as a list', async () => {
    const tools = [{ name: 'weather', parameters: { type: 'object' } }];
    await adapter.chat!(target(), { ...hello, tools }, options);

    expect(fake.requests[0]?.body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }],
      tool_calls_switch: true,
    });
  });

  it('speaks over a signed web socket', async () => {
    await expect(adapter.speak!(target(), { ...said, speed: 1.2 }, options)).resolves.toEqual({
      audio: Buffer.from('ID3 hello'),
      contentType: 'audio/mpeg',
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v2/tts',
      body: {
        common: { app_id: 'fakeapp1' },
        business: { aue: 'lame', sfl: 1, auf: 'audio/L16;rate=16000', vcn: 'xiaoyan', tte: 'UTF8', speed: 60 },
        data: { status: 2, text: 'SGVsbG8h' },
      },
    });
  });

  it('takes another voice and another format', async () => {
    const answer = await adapter.speak!(target(), { ...said, voice: 'aisjiuxu', format: 'pcm' }, options);

    expect(answer.contentType).toBe('audio/L16;rate=16000');
    expect(fake.requests[0]).toMatchObject({ body: { business: { aue: 'raw', vcn: 'aisjiuxu' } } });
  });

  it('proves the signature by the handshake alone', async () => {
    const prove = (more: Record<string, string>): Promise<void> =>
      adapter.freeProofs!.tts!(target(more), 'xiaoyan', options);

    await expect(prove({})).resolves.toBeUndefined();
    await expect(prove({ spark_api_secret: 'wrong' })).rejects.toMatchObject({ causeClass: 'unauthorized' });
    expect(fake.requests.every(({ body }) => body === '')).toBe(true);
  });

  it.each([{ spark_api_secret: 'wrong' }, { spark_api_key: 'wrong' }, { spark_api_key: 'a\nb"é' }])(
    'does not speak with %j, and says nothing of what it was',
    async (more) => {
      const failure: unknown = await adapter.speak!(target(more), said, options).catch((error: unknown) => error);

      expect(failure).toMatchObject({
        causeClass: 'unauthorized',
        upstreamStatus: 401,
        providerText: expect.stringContaining('HMAC signature does not match') as string,
      });
      expect(String(failure)).not.toMatch(/authorization=|signature=/);
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
  ])('understands %s at the chat', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass });
    await expect(adapter.stream!(target(), hello, options)).rejects.toMatchObject({ causeClass });
  });

  it.each([
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['region', 'region'],
    ['bad_path', 'bad_path'],
    ['rate_limited', 'rate_limited'],
    ['bad_request', 'bad_answer'],
    ['server_error', 'bad_answer'],
    ['empty', 'bad_answer'],
    ['html', 'bad_answer'],
    ['truncated', 'bad_answer'],
    ['broken_off', 'bad_answer'],
    ['redirect', 'bad_path'],
    ['hang_up', 'connection_refused'],
  ] as const)('understands %s at the speech', async (mode, causeClass) => {
    fake.behave(mode);

    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({ causeClass });
  });

  it.each(['timeout', 'well'] as const)('stops when it is aborted, at a server that does %s', async (mode) => {
    fake.behave(mode);
    const abort = new AbortController();
    const answer = adapter.speak!(target(), said, { signal: abort.signal });
    const stopped = expect(answer).rejects.toMatchObject({ causeClass: 'timeout' });
    abort.abort();

    await stopped;
  });

  it('says where nobody listens, and goes nowhere that the guard refuses', async () => {
    const closed = { ...target(), baseUrl: await closedPortUrl() };
    await expect(adapter.speak!(closed, said, options)).rejects.toMatchObject({ causeClass: 'connection_refused' });
    const strict = new OutboundGuard({ allow: [] });
    const careful = xunFeiSparkAdapter(http, guardedSocket(strict.dispatcher));

    await expect(careful.speak!(target(), said, options)).rejects.toMatchObject({ causeClass: 'blocked_address' });
    expect(fake.requests).toEqual([]);
    await strict.close();
  });

  it('takes no more audio than it may', async () => {
    const small = xunFeiSparkAdapter(http, guardedSocket(guard.dispatcher, 50));

    await expect(small.speak!(target(), said, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'The answer is too large',
    });
  });
});
