import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { OutboundGuard } from '../../outbound-guard.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { chatEvents } from './chat-stream.js';
import { tencentHunyuanAdapter } from './tencent-hunyuan.adapter.js';

describe('the Tencent Hunyuan adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = tencentHunyuanAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'hunyuan-lite', messages: [{ role: 'user', content: '你好' }] };
  const tool = { name: 'weather', description: 'Tells the weather', parameters: { type: 'object' } };
  let fake: FakeProvider;

  const target = (credential?: Record<string, string>): ProviderTarget =>
    fakeTarget(fake, 'Tencent Hunyuan', credential);
  const streamed = async (): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target(), hello, options)) events.push(event);
    return events;
  };

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'tencent-hunyuan' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats, signed', async () => {
    await expect(adapter.chat!(target(), hello, options)).resolves.toEqual({
      text: '你好！我能帮你什么？',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: plainUsage(4, 9),
    });
    expect(fake.requests[0]).toMatchObject({
      method: 'POST',
      path: '/',
      headers: { 'x-tc-action': 'ChatCompletions', 'x-tc-version': '2023-09-01' },
      body: { Model: 'hunyuan-lite', Messages: [{ Role: 'user', Content: '你好' }], Stream: false },
    });
  });

  it('streams', async () => {
    await expect(streamed()).resolves.toEqual([
      { kind: 'text', text: '你好' },
      { kind: 'text', text: '！我能' },
      { kind: 'text', text: '帮你什么？' },
      { kind: 'end', finishReason: 'stop', usage: plainUsage(4, 9) },
    ]);
  });

  it('fails before the stream when it is refused in a 200', async () => {
    fake.behave('unauthorized');

    await expect(adapter.stream!(target(), hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
  });

  it('fails inside the stream when it breaks off', async () => {
    fake.behave('broken_off');

    await expect(streamed()).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it('fails inside the stream when the vendor says so', async () => {
    const event = { ErrorMsg: { Msg: 'request model timeout', Code: 4001 } };
    const events = chatEvents(target(), chunksOf(`data: ${JSON.stringify(event)}\n\n`));

    await expect(events.next()).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'The stream failed: request model timeout',
    });
  });

  it('puts together a streamed tool call and the thoughts before it', async () => {
    const delta = (fields: object, reason = ''): string =>
      `data: ${JSON.stringify({ Choices: [{ Delta: fields, FinishReason: reason }] })}\n\n`;
    const call = (text: string): object => ({
      ToolCalls: [{ Id: 'c1', Type: 'function', Index: 0, Function: { Name: 'weather', Arguments: text } }],
    });
    const text = [
      delta({ ReasoningContent: 'Hm' }),
      delta(call('{"city":')),
      delta(call('"Rome"}')),
      delta({}, 'tool_calls'),
    ];
    const events: ChatEvent[] = [];
    for await (const event of chatEvents(target(), chunksOf(...text))) events.push(event);

    expect(events).toEqual([
      { kind: 'reasoning', text: 'Hm' },
      { kind: 'tool_call', index: 0, id: 'c1', name: 'weather' },
      { kind: 'tool_arguments', index: 0, text: '{"city":' },
      { kind: 'tool_arguments', index: 0, text: '"Rome"}' },
      { kind: 'end', finishReason: 'tool_calls', usage: null },
    ]);
  });

  it('says tools, their results, pictures and settings in its own words', async () => {
    const calls = [{ id: 'c1', name: 'weather', arguments: '{"city":"Rome"}' }];
    const messages = [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
          { type: 'image', image: { url: 'https://example.com/1.png' } },
        ],
      },
      { role: 'assistant', content: '', toolCalls: calls },
      { role: 'tool', toolCallId: 'c1', name: 'weather', content: 'sunny' },
    ] as const;
    const settings = { temperature: 0.1, topP: 0.2, seed: 3, stop: ['x'], toolChoice: { name: 'weather' } };
    await adapter.chat!(target(), { model: 'm', messages, tools: [tool], ...settings }, options);
    const described = {
      Type: 'function',
      Function: { Name: 'weather', Description: 'Tells the weather', Parameters: '{"type":"object"}' },
    };

    expect(fake.requests[0]?.body).toEqual({
      Model: 'm',
      Messages: [
        { Role: 'system', Content: 'Be brief.' },
        {
          Role: 'user',
          Contents: [
            { Type: 'text', Text: 'What is this?' },
            { Type: 'image_url', ImageUrl: { Url: 'data:image/png;base64,AAAA' } },
            { Type: 'image_url', ImageUrl: { Url: 'https://example.com/1.png' } },
          ],
        },
        {
          Role: 'assistant',
          Content: '',
          ToolCalls: [
            { Id: 'c1', Type: 'function', Function: { Name: 'weather', Arguments: '{"city":"Rome"}' }, Index: 0 },
          ],
        },
        { Role: 'tool', ToolCallId: 'c1', Content: 'sunny' },
      ],
      Stream: false,
      TopP: 0.2,
      Temperature: 0.1,
      Seed: 3,
      Stop: ['x'],
      Tools: [described],
      ToolChoice: 'custom',
      CustomTool: described,
    });
  });

  it('embeds, fifty texts at a time', async () => {
    const inputs = Array.from({ length: 51 }, (_each, index) => `text ${index}`);
    const answer = await adapter.embed!(target(), { model: 'hunyuan-embedding', inputs }, options);

    expect(answer.vectors).toHaveLength(51);
    expect(answer.usage).toEqual(plainUsage(12));
    expect(fake.requests.map(({ body }) => (body as { InputList: string[] }).InputList.length)).toEqual([50, 1]);
  });

  it('knows no other embedding model', async () => {
    await expect(adapter.embed!(target(), { model: 'e5', inputs: ['a'] }, options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
    });
    expect(fake.requests).toEqual([]);
  });

  it.each([
    ['another key', { hunyuan_sid: 'AKIDfakeprovider0123456789', hunyuan_sk: 'wrong' }],
    ['another id', { hunyuan_sid: 'wrong', hunyuan_sk: 'fake-provider-secret-key-0123456789' }],
    ['an id that no header can hold', { hunyuan_sid: 'a\nb', hunyuan_sk: 'k' }],
    ['nothing', {}],
  ])('is unauthorized with %s', async (_what, credential) => {
    await expect(adapter.chat!(target(credential), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
    });
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
  ])('understands %s, inside a 200', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass, upstreamStatus: 200 });
  });

  it.each(['html', 'truncated', 'empty'] as const)('does not take an answer that is %s', async (mode) => {
    fake.behave(mode);

    await expect(adapter.chat!(target(), hello, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    await expect(
      adapter.embed!(target(), { model: 'hunyuan-embedding', inputs: ['a'] }, options),
    ).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });
});

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}
