import { jest } from '@jest/globals';
import { awsEvent } from '../../../../test/support/fake-provider/aws-event-stream.js';
import { bodyOf } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Behaviour } from '../../../../test/support/fake-provider/misbehaviour.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { guardedFetch } from '../../transport/guarded-fetch.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { bedrockAdapter } from './bedrock.adapter.js';

const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};
const TOOL_SPEC = {
  toolSpec: { name: 'get_weather', description: 'Weather of a city', inputSchema: { json: WEATHER.parameters } },
};
const VECTOR = [0.0123, -0.0456, 0.0789];

describe('the Bedrock adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const http = new ProviderHttp(guard.dispatcher);
  const adapter = bedrockAdapter(http, guardedFetch(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'amazon.nova-micro-v1:0', messages: [{ role: 'user', content: 'Hi' }] };
  const withCall: ChatRequest = {
    ...hello,
    messages: [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: 'I look.',
        toolCalls: [{ id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      },
      { role: 'tool', toolCallId: 'c1', name: 'get_weather', content: 'Rain' },
    ],
  };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<ProviderTarget> => {
    fake = await startFakeProvider({ kind: 'bedrock', ...settings });
    return fakeTarget(fake, 'Bedrock');
  };
  const streamed = async (target: ProviderTarget, request: ChatRequest, by = adapter): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await by.stream!(target, request, options)) events.push(event);
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
      path: '/model/amazon.nova-micro-v1%3A0/converse',
      body: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
    });
  });

  it('says everything that a chat can ask for', async () => {
    const target = await start();
    await adapter.chat!(
      target,
      {
        ...withCall,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
            ],
          },
          ...withCall.messages.slice(1),
          { role: 'system', content: 'Be kind.' },
        ],
        maxTokens: 7,
        temperature: 0.5,
        topP: 0.9,
        stop: ['END'],
        tools: [WEATHER],
        toolChoice: 'required',
        reasoningEffort: 'minimal',
      },
      options,
    );

    expect(fake.requests[0]?.body).toEqual({
      system: [{ text: 'Be kind.' }],
      messages: [
        {
          role: 'user',
          content: [{ text: 'What is it?' }, { image: { format: 'png', source: { bytes: 'AAAA' } } }],
        },
        {
          role: 'assistant',
          content: [
            { text: 'I look.' },
            { toolUse: { toolUseId: 'c1', name: 'get_weather', input: { city: 'Oslo' } } },
          ],
        },
        { role: 'user', content: [{ toolResult: { toolUseId: 'c1', content: [{ text: 'Rain' }] } }] },
      ],
      inferenceConfig: { maxTokens: 7, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
      toolConfig: { tools: [TOOL_SPEC], toolChoice: { any: {} } },
      additionalModelRequestFields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } },
    });
  });

  it.each([
    ['anthropic.claude-opus-5', { output_config: { effort: 'high' } }],
    ['openai.gpt-oss-20b-1:0', { reasoning_effort: 'high' }],
    ['openai.gpt-5.6-luna', { reasoning: { effort: 'high' } }],
  ])('tells %s to think in its own words', async (model, additionalModelRequestFields) => {
    const target = await start();
    await adapter.chat!(target, { ...hello, model, reasoningEffort: 'high' }, options);

    expect(fake.requests[0]?.body).toMatchObject({ additionalModelRequestFields });
  });

  it('wants JSON of a schema through a tool, and gives it as text', async () => {
    const target = await start();
    const responseFormat = { type: 'json_schema', name: 'w', schema: WEATHER.parameters, strict: true } as const;
    await adapter.chat!(target, { ...hello, responseFormat }, options);

    expect(fake.requests[0]?.body).toMatchObject({
      toolConfig: { tools: [{ toolSpec: { inputSchema: { json: WEATHER.parameters } } }], toolChoice: { any: {} } },
    });
  });

  it.each<Partial<ChatRequest>>([{}, { tools: [] }, { tools: [WEATHER], toolChoice: 'none' }])(
    'tells of tool calls in words where none can follow (%j)',
    async (tools) => {
      const target = await start();
      await adapter.chat!(target, { ...withCall, ...tools }, options);

      expect(fake.requests[0]?.body).toEqual({
        system: [],
        messages: [
          { role: 'user', content: [{ text: 'Weather?' }] },
          { role: 'assistant', content: [{ text: 'I look.\nCalled get_weather with {"city":"Oslo"}' }] },
          { role: 'user', content: [{ text: 'Result of get_weather: Rain' }] },
        ],
      });
    },
  );

  it('calls tools', async () => {
    const target = await start();
    const request: ChatRequest = { ...hello, tools: [WEATHER], toolChoice: { name: 'get_weather' } };

    await expect(adapter.chat!(target, request, options)).resolves.toMatchObject({
      text: '',
      toolCalls: [{ id: 'tooluse_1', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      finishReason: 'tool_calls',
    });
    await expect(streamed(target, request)).resolves.toEqual([
      { kind: 'tool_call', index: 0, id: 'tooluse_1', name: 'get_weather' },
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
    expect(fake.requests[0]).toMatchObject({ path: '/model/amazon.nova-micro-v1%3A0/converse-stream' });
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 403 }],
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

  describe('given a stream as AWS would encode it', () => {
    const streaming = (...frames: Buffer[]): ReturnType<typeof bedrockAdapter> =>
      bedrockAdapter(http, () =>
        Promise.resolve(
          new Response(Buffer.concat(frames), { headers: { 'content-type': 'application/vnd.amazon.eventstream' } }),
        ),
      );
    const text = awsEvent(
      { ':message-type': 'event', ':event-type': 'contentBlockDelta' },
      { contentBlockIndex: 0, delta: { text: 'Hel' } },
    );
    const exception = (type: string, message: string): Buffer =>
      awsEvent({ ':message-type': 'exception', ':exception-type': type }, { message });

    it.each([
      ['throttlingException', 'Too many tokens', { causeClass: 'rate_limited', upstreamStatus: 429 }],
      ['validationException', 'Malformed', { causeClass: 'bad_answer', upstreamStatus: 400 }],
      ['serviceUnavailableException', 'Later', { causeClass: 'bad_answer', upstreamStatus: 503 }],
      ['internalServerException', 'Oh', { causeClass: 'bad_answer', upstreamStatus: 500 }],
      ['modelTimeoutException', 'Slow', { causeClass: 'bad_answer', upstreamStatus: 500 }],
    ])('names a %s inside it', async (type, message, failure) => {
      const target = await start();

      await expect(streamed(target, hello, streaming(text, exception(type, message)))).rejects.toMatchObject({
        ...failure,
        providerText: message,
      });
      await expect(streaming(exception(type, message)).stream!(target, hello, options)).rejects.toMatchObject({
        ...failure,
        providerText: message,
      });
    });

    it('does not take one that stops without a reason for whole', async () => {
      const target = await start();

      await expect(streamed(target, hello, streaming(text))).rejects.toMatchObject({
        causeClass: 'bad_answer',
        providerText: 'The stream broke off',
      });
    });

    it('does not take a frame whose checksum is wrong', async () => {
      const target = await start();
      const damaged = Buffer.from(text);
      damaged[damaged.length - 1]! ^= 1;

      await expect(streamed(target, hello, streaming(damaged))).rejects.toMatchObject({ causeClass: 'bad_answer' });
    });
  });

  it.each([
    [
      'amazon.titan-embed-text-v2:0',
      512,
      'query',
      [
        { inputText: 'a', dimensions: 512 },
        { inputText: 'b', dimensions: 512 },
      ],
      plainUsage(4),
    ],
    [
      'cohere.embed-v4:0',
      1536,
      'document',
      [{ texts: ['a', 'b'], input_type: 'search_document', output_dimension: 1536 }],
      plainUsage(4),
    ],
    [
      'cohere.embed-multilingual-v3',
      undefined,
      undefined,
      [{ texts: ['a', 'b'], input_type: 'search_query' }],
      plainUsage(4),
    ],
    [
      'amazon.nova-2-multimodal-embeddings-v1:0',
      384,
      'query',
      ['a', 'b'].map((value) => ({
        taskType: 'SINGLE_EMBEDDING',
        singleEmbeddingParams: {
          embeddingPurpose: 'TEXT_RETRIEVAL',
          embeddingDimension: 384,
          text: { truncationMode: 'END', value },
        },
      })),
      null,
    ],
  ] as const)('embeds with %s', async (model, dimensions, purpose, bodies, usage) => {
    const target = await start();
    const request = {
      model,
      inputs: ['a', 'b'],
      ...(dimensions === undefined ? {} : { dimensions }),
      ...(purpose === undefined ? {} : { purpose }),
    };

    await expect(adapter.embed!(target, request, options)).resolves.toEqual({ vectors: [VECTOR, VECTOR], usage });
    expect(fake.requests.map(bodyOf)).toEqual(bodies);
    expect(fake.requests[0]?.path).toBe(`/model/${encodeURIComponent(model)}/invoke`);
  });

  it('ranks, the best first', async () => {
    const target = await start();
    const request = { model: 'cohere.rerank-v3-5:0', query: 'greeting', documents: ['Rain', 'Hello'], topN: 2 };

    await expect(adapter.rerank!(target, request, options)).resolves.toEqual({
      results: [
        { index: 1, score: 0.2 },
        { index: 0, score: 0.1 },
      ],
      usage: null,
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/rerank',
      body: {
        queries: [{ type: 'TEXT', textQuery: { text: 'greeting' } }],
        rerankingConfiguration: {
          bedrockRerankingConfiguration: {
            modelConfiguration: { modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/cohere.rerank-v3-5:0' },
            numberOfResults: 2,
          },
        },
      },
    });
  });

  it('lists what can be called, by its own name or through a profile', async () => {
    const target = await start({
      models: [
        'amazon.nova-micro-v1:0',
        'amazon.titan-embed-text-v2:0',
        'cohere.rerank-v3-5:0',
        'amazon.nova-canvas-v1:0',
        'global.anthropic.claude-haiku-5-5',
      ],
    });

    await expect(adapter.listModels!(target, options)).resolves.toEqual([
      { name: 'amazon.nova-micro-v1:0', type: 'chat' },
      { name: 'amazon.titan-embed-text-v2:0', type: 'embedding' },
      { name: 'cohere.rerank-v3-5:0', type: 'rerank' },
      { name: 'amazon.nova-canvas-v1:0', type: null },
      { name: 'global.anthropic.claude-haiku-5-5', type: 'chat' },
    ]);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/foundation-models', '/inference-profiles']);
  });

  it.each([
    ['forbidden', [{ name: 'amazon.nova-micro-v1:0', type: 'chat' }]],
    ['rate_limited', null],
  ] as const)('lists without profiles when those are forbidden, and only then (%s)', async (cause, listed) => {
    const target = await start();
    const modelSummaries = [
      { modelId: 'amazon.nova-micro-v1:0', outputModalities: ['TEXT'], inferenceTypesSupported: ['ON_DEMAND'] },
    ];
    const edge: Pick<ProviderHttp, 'sendJson'> = {
      sendJson: (_target, { url }) =>
        url.includes('/inference-profiles')
          ? Promise.reject(new ProviderCallError(cause, 'no'))
          : Promise.resolve({ modelSummaries }),
    };
    const answer = await bedrockAdapter(edge as ProviderHttp, fetch).listModels!(target, options).catch(() => null);

    expect(answer).toEqual(listed);
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 403 }],
    ['forbidden', { causeClass: 'forbidden', upstreamStatus: 403 }],
    ['region', { causeClass: 'region', upstreamStatus: 400 }],
    ['model_not_found', { causeClass: 'model_not_found', upstreamStatus: 400 }],
    ['bad_path', { causeClass: 'bad_path', upstreamStatus: 404 }],
    ['rate_limited', { causeClass: 'rate_limited', upstreamStatus: 429 }],
    ['quota', { causeClass: 'quota', upstreamStatus: 400 }],
    ['bad_request', { causeClass: 'bad_answer', upstreamStatus: 400 }],
    ['server_error', { causeClass: 'bad_answer', upstreamStatus: 503 }],
    ['html', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['truncated', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['empty', { causeClass: 'bad_answer', upstreamStatus: 200 }],
    ['error_inside_200', { causeClass: 'quota', upstreamStatus: 402 }],
    ['redirect', { causeClass: 'bad_path', upstreamStatus: 302 }],
    ['hang_up', { causeClass: 'connection_refused', upstreamStatus: null }],
  ])('understands %s', async (mode, failure) => {
    const target = await start();
    fake.behave(mode);

    await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
      name: 'ProviderCallError',
      ...failure,
    });
  });

  it.each([
    [{ bedrock_ak: 'AKIAUNKNOWN' }, 'The security token included in the request is invalid.'],
    [
      { bedrock_sk: 'wrong' },
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    [{ bedrock_ak: '' }, 'The credential has no access key'],
    [{ bedrock_sk: '' }, 'The credential has no access key'],
    [{ bedrock_region: '' }, 'The credential has no region of AWS'],
    [{ bedrock_region: 'eu.evil.example/' }, 'The credential has no region of AWS'],
    [{ bedrock_ak: 'line\nbreak' }, 'The credential has characters that cannot be sent in a header'],
  ])('calls a credential with %j unauthorized', async (part, providerText) => {
    await start();
    const target = fakeTarget(fake, 'Bedrock', { ...fake.credential, ...part });

    await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText,
    });
    await expect(adapter.listModels!(target, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText,
    });
  });

  describe("with this server's own AWS identity in the environment", () => {
    const AMBIENT = {
      AWS_ACCESS_KEY_ID: 'AKIAOFTHESERVER',
      AWS_SECRET_ACCESS_KEY: 'secret-of-the-server',
      AWS_SESSION_TOKEN: 'session-of-the-server',
      AWS_REGION: 'us-gov-west-1',
      AWS_DEFAULT_REGION: 'us-gov-west-1',
      AWS_BEARER_TOKEN_BEDROCK: 'bearer-of-the-server',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: 'http://127.0.0.1:9',
    };
    beforeEach(() => {
      jest.replaceProperty(process, 'env', AMBIENT);
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    it("sends the tenant's and nothing else", async () => {
      const target = await start();
      await adapter.chat!(target, hello, options);
      await adapter.embed!(target, { model: 'amazon.titan-embed-text-v2:0', inputs: ['a'] }, options);
      await adapter.rerank!(target, { model: 'amazon.rerank-v1:0', query: 'q', documents: ['d'] }, options);
      await adapter.listModels!(target, options);

      expect(fake.requests).toHaveLength(5);
      expect(JSON.stringify(fake.requests)).not.toMatch(/OFTHESERVER|of-the-server|us-gov-west-1|security-token/);
    });

    it('goes to the addresses of the region, not to those of the environment', async () => {
      const urls: unknown[] = [];
      const asking = bedrockAdapter(http, (url) => {
        urls.push(url);
        return Promise.resolve(Response.json({ message: 'no' }, { status: 403 }));
      });
      const target = { ...(await start()), baseUrl: '' };
      const asked = [
        asking.chat!(target, hello, options),
        asking.embed!(target, { model: 'amazon.titan-embed-text-v2:0', inputs: ['a'] }, options),
        asking.rerank!(target, { model: 'amazon.rerank-v1:0', query: 'q', documents: ['d'] }, options),
      ];

      await expect(Promise.allSettled(asked)).resolves.toMatchObject(
        Array(3).fill({ status: 'rejected', reason: { causeClass: 'forbidden' } }),
      );
      expect(urls.sort()).toEqual([
        'https://bedrock-agent-runtime.eu-central-1.amazonaws.com/rerank',
        'https://bedrock-runtime.eu-central-1.amazonaws.com/model/amazon.nova-micro-v1%3A0/converse',
        'https://bedrock-runtime.eu-central-1.amazonaws.com/model/amazon.titan-embed-text-v2%3A0/invoke',
      ]);
    });

    it('does not stand in for a tenant without keys', async () => {
      await start();
      const target = fakeTarget(fake, 'Bedrock', {});

      await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
      await expect(adapter.listModels!(target, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
      expect(fake.requests).toHaveLength(0);
    });
  });
});
