import { ISSUED_TOKEN } from '../../../../test/support/fake-provider/baidu-qianfan-protocol.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { catalogFactory, fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { baiduQianfanAdapter } from './baidu-qianfan.adapter.js';
import { pairOf } from './bearer.js';

const TOKEN = '/v1/BCE-BEARER/token';
const CHAT = '/v2/chat/completions';

describe('the Baidu Qianfan adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'ernie-5.1', messages: [{ role: 'user', content: 'Hi' }] };
  let fake: FakeProvider;
  let adapter: ProviderAdapter;

  const target = (credential?: Record<string, string>): ProviderTarget => fakeTarget(fake, 'BaiduYiyan', credential);
  const paths = (): string[] => fake.requests.map(({ path }) => path);

  const streamed = async (): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target(), hello, options)) events.push(event);
    return events;
  };

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'baidu-qianfan' });
    adapter = baiduQianfanAdapter(new ProviderHttp(guard.dispatcher));
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('buys a token with an IAM pair, once, and chats with it', async () => {
    await expect(adapter.chat!(target(), hello, options)).resolves.toMatchObject({ text: 'Hello! How can I help?' });
    await adapter.chat!(target(), hello, options);

    expect(paths()).toEqual([TOKEN, CHAT, CHAT]);
    expect(fake.requests[0]?.query.get('expireInSeconds')).toBe('86400');
    expect(fake.requests[2]?.headers.authorization).toBe(`Bearer ${ISSUED_TOKEN}`);
  });

  it('sends an API key as it is', async () => {
    await adapter.chat!(target({ yiyan_ak: ISSUED_TOKEN, yiyan_sk: 'x' }), hello, options);

    expect(paths()).toEqual([CHAT]);
  });

  it('streams', async () => {
    const events = await streamed();

    expect(events.map((event) => event.kind)).toEqual(['text', 'text', 'text', 'end']);
    expect(fake.requests[1]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('fails inside the stream when it breaks off', async () => {
    fake.behave('broken_off', 'stream');

    await expect(streamed()).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it.each([
    ['another secret', { yiyan_ak: 'fake0access0key0123456789abcdef0', yiyan_sk: 'wrong' }, [TOKEN]],
    ['another key', { yiyan_ak: 'wrong', yiyan_sk: 'fake0secret0key0123456789abcdef0' }, [TOKEN]],
    ['an API key that is none', { yiyan_ak: 'bce-v3/ALTAK-wrong/0123', yiyan_sk: 'x' }, [CHAT]],
    ['a key that no header can hold', { yiyan_ak: 'a\nb', yiyan_sk: 'x' }, []],
    ['nothing', {}, [TOKEN]],
  ])('is unauthorized with %s', async (_what, credential, asked) => {
    await expect(adapter.chat!(target(credential), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
    });
    expect(paths()).toEqual(asked);
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
  ])('understands %s at the chat', async (reason, causeClass) => {
    fake.behave(reason, 'chat');

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass });
  });

  it.each<[Refusal | 'empty' | 'html', string]>([
    ['forbidden', 'forbidden'],
    ['rate_limited', 'rate_limited'],
    ['server_error', 'bad_answer'],
    ['empty', 'bad_answer'],
    ['html', 'bad_answer'],
  ])('understands %s at the token', async (mode, causeClass) => {
    fake.behave(mode, 'token');

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass });
    expect(paths()).toEqual([TOKEN]);
  });

  it('says nothing of the token, and buys another when it is refused', async () => {
    fake.behave('unauthorized', 'chat');
    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({
      providerText: 'IAM Certification failed: Bearer ***',
    });
    fake.behave('well', 'chat');
    await adapter.chat!(target(), hello, options);

    expect(paths()).toEqual([TOKEN, CHAT, TOKEN, CHAT]);
  });

  it.each([
    ['https://qianfan.baidubce.com/v2', 'https://iam.bj.baidubce.com'],
    ['http://proxy.example/qianfan/v2', 'http://proxy.example'],
  ])('buys a token for %s at %s', (baseUrl, origin) => {
    const pair = { yiyan_ak: 'a', yiyan_sk: 's' };

    expect(pairOf({ factory: catalogFactory('BaiduYiyan'), baseUrl, credential: pair })).toEqual([origin, 'a', 's']);
  });
});
