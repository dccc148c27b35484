import { jest } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
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
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { guardedFetch } from '../../transport/guarded-fetch.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { vertexAdapter } from './vertex.adapter.js';

const BASE = '/projects/fake-project-1/locations/europe-west4/publishers';
const TOKEN = 'ya29.fake-access-token-0123456789';
const VECTOR = [0.010071029, -0.0017594862, 0.05007221];
const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};

describe('the Vertex adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const http = new ProviderHttp(guard.dispatcher);
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'gemini-3.8-flash', messages: [{ role: 'user', content: 'Hi' }] };
  const claude: ChatRequest = { ...hello, model: 'claude-haiku-4-5@20251001' };
  let adapter: ProviderAdapter;
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<ProviderTarget> => {
    adapter = vertexAdapter(http, guardedFetch(guard.dispatcher));
    fake = await startFakeProvider({ kind: 'vertex', ...settings });
    return fakeTarget(fake, 'Google Cloud');
  };
  const streamed = async (target: ProviderTarget, request: ChatRequest): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target, request, options)) events.push(event);
    return events;
  };
  const pathsOf = (): string[] => fake.requests.map(({ path }) => path);
  const account = (target: ProviderTarget): Record<string, unknown> =>
    JSON.parse(Buffer.from(target.credential['google_service_account_key']!, 'base64').toString()) as Record<
      string,
      unknown
    >;
  const withAccount = (target: ProviderTarget, changes: object): ProviderTarget => {
    const json = JSON.stringify({ ...account(target), ...changes });
    const google_service_account_key = Buffer.from(json).toString('base64');
    return { ...target, credential: { ...target.credential, google_service_account_key } };
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats with Gemini, with a token for the key', async () => {
    const target = await start();

    await expect(adapter.chat!(target, hello, options)).resolves.toMatchObject({
      text: 'Hello! How can I help?',
      finishReason: 'stop',
      usage: { inputTokens: 10, outputTokens: 17, reasoningTokens: 5 },
    });
    expect(pathsOf()).toEqual(['/token', `/v1beta1${BASE}/google/models/gemini-3.8-flash:generateContent`]);
    expect(fake.requests[1]).toMatchObject({
      headers: { authorization: `Bearer ${TOKEN}` },
      body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    });
  });

  it('chats with Claude in its own words', async () => {
    const target = await start();

    await expect(
      adapter.chat!(target, { ...claude, tools: [WEATHER], toolChoice: 'required', reasoningEffort: 'low' }, options),
    ).resolves.toMatchObject({ text: '', finishReason: 'tool_calls' });
    expect(fake.requests[1]).toMatchObject({
      path: `/v1${BASE}/anthropic/models/claude-haiku-4-5@20251001:rawPredict`,
      headers: { authorization: `Bearer ${TOKEN}` },
      body: {
        anthropic_version: 'vertex-2023-10-16',
        max_tokens: 32_000,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        tools: [{ name: 'get_weather', input_schema: WEATHER.parameters }],
        tool_choice: { type: 'any' },
        output_config: { effort: 'low' },
      },
    });
  });

  it('streams both', async () => {
    const target = await start();
    const words = [
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '! How can I' },
      { kind: 'text', text: ' help?' },
    ];

    await expect(streamed(target, hello)).resolves.toEqual([
      ...words,
      {
        kind: 'end',
        finishReason: 'stop',
        usage: { inputTokens: 10, outputTokens: 17, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 5 },
      },
    ]);
    await expect(streamed(target, claude)).resolves.toEqual([
      ...words,
      { kind: 'end', finishReason: 'stop', usage: plainUsage(10, 12) },
    ]);
    expect(pathsOf()).toEqual([
      '/token',
      `/v1beta1${BASE}/google/models/gemini-3.8-flash:streamGenerateContent`,
      `/v1${BASE}/anthropic/models/claude-haiku-4-5@20251001:streamRawPredict`,
    ]);
  });

  it('calls tools, and gives their results back without ids, which Vertex does not take', async () => {
    const target = await start();
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'get_weather', arguments: '{}' }] },
      { role: 'tool', toolCallId: 'c1', name: 'get_weather', content: 'Rain' },
    ];
    const request: ChatRequest = { ...hello, messages, tools: [WEATHER], toolChoice: 'required' };

    await expect(adapter.chat!(target, request, options)).resolves.toMatchObject({
      toolCalls: [{ name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      finishReason: 'tool_calls',
    });
    expect(fake.requests[1]?.body).toMatchObject({
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }] },
        { role: 'model', parts: [{ functionCall: { name: 'get_weather', args: {} } }] },
        {
          role: 'user',
          parts: [{ functionResponse: { name: 'get_weather', response: { name: 'get_weather', content: 'Rain' } } }],
        },
      ],
    });
  });

  it.each([hello, claude])('fails before the stream when it is refused ($model)', async (request) => {
    const target = await start();
    fake.behave('forbidden', 'stream');

    await expect(adapter.stream!(target, request, options)).rejects.toMatchObject({
      causeClass: 'forbidden',
      upstreamStatus: 403,
    });
  });

  it.each([hello, claude])('fails inside the stream when it breaks off ($model)', async (request) => {
    const target = await start();
    fake.behave('broken_off', 'stream');

    await expect(streamed(target, request)).rejects.toMatchObject({ name: 'ProviderCallError' });
  });

  it('embeds many texts in one call, or one by one where the model takes no more', async () => {
    const target = await start();
    const inputs = ['a', 'b'];

    await expect(
      adapter.embed!(target, { model: 'gemini-embedding-001', inputs, dimensions: 768, purpose: 'document' }, options),
    ).resolves.toEqual({ vectors: [VECTOR, VECTOR], usage: plainUsage(4) });
    await expect(adapter.embed!(target, { model: 'gemini-embedding-2', inputs }, options)).resolves.toEqual({
      vectors: [VECTOR, VECTOR],
      usage: plainUsage(4),
    });
    expect(fake.requests.slice(1)).toMatchObject([
      {
        path: `/v1beta1${BASE}/google/models/gemini-embedding-001:predict`,
        body: {
          instances: [
            { content: 'a', task_type: 'RETRIEVAL_DOCUMENT' },
            { content: 'b', task_type: 'RETRIEVAL_DOCUMENT' },
          ],
          parameters: { outputDimensionality: 768 },
        },
      },
      {
        path: `/v1beta1${BASE}/google/models/gemini-embedding-2:embedContent`,
        body: { content: { parts: [{ text: 'task: search result | query: a' }] } },
      },
      { body: { content: { parts: [{ text: 'task: search result | query: b' }] } } },
    ]);
  });

  it('lists the models, page by page', async () => {
    const target = await start({
      models: [
        'gemini-3.8-flash',
        'text-embedding-005',
        'imagen-4',
        'chirp-3',
        'gemini-3.8-live',
        'gemini-3.8-flash-tts',
      ],
    });

    await expect(adapter.listModels!(target, options)).resolves.toEqual([
      { name: 'gemini-3.8-flash', type: 'chat' },
      { name: 'text-embedding-005', type: 'embedding' },
      { name: 'imagen-4', type: null },
      { name: 'chirp-3', type: null },
      { name: 'gemini-3.8-live', type: null },
      { name: 'gemini-3.8-flash-tts', type: null },
    ]);
    expect(fake.requests.slice(1).map(({ query }) => query.get('pageToken'))).toEqual([null, '2', '4']);
    expect(fake.requests[1]?.headers['x-goog-user-project']).toBe('fake-project-1');
  });

  it.each([
    ['', 'europe-west4', 'https://europe-west4-aiplatform.googleapis.com'],
    ['', 'global', 'https://aiplatform.googleapis.com'],
    ['', 'eu', 'https://aiplatform.eu.rep.googleapis.com'],
    ['https://proxy.example/google/v1beta1/', 'global', 'https://proxy.example/google'],
  ])('goes from base "%s" and region %s to %s', async (baseUrl, region, origin) => {
    const target = await start();
    const urls: unknown[] = [];
    const asking = vertexAdapter(http, (url) => {
      urls.push(url);
      return Promise.resolve(Response.json({}, { status: 404 }));
    });
    const there = { ...target, baseUrl, credential: { ...target.credential, google_region: region } };

    await expect(asking.chat!(there, hello, options)).rejects.toMatchObject({ causeClass: 'bad_path' });
    await expect(asking.chat!(there, claude, options)).rejects.toMatchObject({ causeClass: 'bad_path' });
    expect(urls).toEqual([
      `${origin}/v1beta1/projects/fake-project-1/locations/${region}/publishers/google/models/gemini-3.8-flash:generateContent`,
      `${origin}/v1/projects/fake-project-1/locations/${region}/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict`,
    ]);
  });

  describe('the token', () => {
    it('is asked for once, for all calls', async () => {
      const target = await start();
      await adapter.chat!(target, hello, options);
      await adapter.chat!(target, claude, options);
      await adapter.listModels!(target, options);

      expect(pathsOf().filter((path) => path === '/token')).toHaveLength(1);
    });

    it('is not shared between keys', async () => {
      const target = await start();
      await adapter.chat!(target, hello, options);
      await adapter.chat!(withAccount(target, { project_id: 'another' }), hello, options);

      expect(pathsOf().filter((path) => path === '/token')).toHaveLength(2);
    });

    it('is given up when it is refused', async () => {
      const target = await start();
      fake.behave('unauthorized', 'chat');

      await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
        causeClass: 'unauthorized',
        upstreamStatus: 401,
      });
      fake.behave('well', 'chat');
      await adapter.chat!(target, hello, options);
      await adapter.chat!(target, hello, options);
      expect(pathsOf().filter((path) => path === '/token')).toHaveLength(2);
    });

    it.each([
      [3599, 1],
      [120, 2],
      [Number.NaN, 2],
    ])('that ends in %d seconds is asked for %d times', async (seconds, times) => {
      const target = await start();
      const asked: unknown[] = [];
      const edge: Pick<ProviderHttp, 'sendJson'> = {
        sendJson: (_target, { url }) => {
          asked.push(url);
          return Promise.resolve({ access_token: TOKEN, expires_in: seconds });
        },
      };
      const asking = vertexAdapter(edge as ProviderHttp, guardedFetch(guard.dispatcher));
      await asking.chat!(target, hello, options);
      await asking.chat!(target, hello, options);

      expect(asked).toEqual(Array(times).fill(`${fake.origin}/token`));
    });

    it('that is longer than any of Google is none', async () => {
      const edge: Pick<ProviderHttp, 'sendJson'> = {
        sendJson: () => Promise.resolve({ access_token: 'x'.repeat(8193), expires_in: 3599 }),
      };
      const asking = vertexAdapter(edge as ProviderHttp, guardedFetch(guard.dispatcher));

      await expect(asking.chat!(await start(), hello, options)).rejects.toMatchObject({
        causeClass: 'bad_answer',
        providerText: 'The answer has no access token',
      });
    });

    it.each<[Behaviour, object]>([
      ['unauthorized', { causeClass: 'unauthorized', providerText: 'Invalid JWT Signature.', upstreamStatus: 400 }],
      ['bad_path', { causeClass: 'bad_path', upstreamStatus: 404 }],
      ['server_error', { causeClass: 'bad_answer', upstreamStatus: 503 }],
      ['empty', { causeClass: 'bad_answer', providerText: 'The answer has no access token' }],
      ['html', { causeClass: 'bad_answer' }],
      ['hang_up', { causeClass: 'connection_refused' }],
      ['redirect', { causeClass: 'bad_path', upstreamStatus: 302 }],
    ])('fails as its endpoint does (%s)', async (mode, failure) => {
      const target = await start();
      fake.behave(mode, 'token');

      await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
        name: 'ProviderCallError',
        ...failure,
      });
      await expect(adapter.listModels!(target, options)).rejects.toMatchObject(failure);
    });

    it('is fetched through the guard alone, wherever the key says', async () => {
      const target = await start();
      const strict = new OutboundGuard({ allow: [] });
      const guarded = vertexAdapter(new ProviderHttp(strict.dispatcher), guardedFetch(strict.dispatcher));
      const inside = withAccount(target, { token_uri: 'http://169.254.169.254/computeMetadata/v1/token' });

      await expect(guarded.chat!(inside, hello, options)).rejects.toMatchObject({ causeClass: 'blocked_address' });
      await expect(guarded.chat!(target, hello, options)).rejects.toMatchObject({ causeClass: 'blocked_address' });
      await strict.close();
      expect(fake.requests).toHaveLength(0);
    });

    it('shows in no text, though a provider repeats it, and nor does what it was asked for with', async () => {
      const target = await start();
      const echo = vertexAdapter(http, (_url, init) =>
        Promise.resolve(Response.json({ error: JSON.stringify(init?.headers) }, { status: 403 })),
      );
      const assertions: string[] = [];
      const asked = await echo.chat!(target, hello, options).catch((error: unknown) => error);
      const repeating = await startRepeating(assertions);
      const refusedWith = await adapter.chat!(
        withAccount(target, { token_uri: `${repeating.origin}/token` }),
        hello,
        options,
      ).catch((error: unknown) => error);
      await repeating.close();

      expect(asked).toMatchObject({
        causeClass: 'forbidden',
        providerText: expect.stringContaining('Bearer ***') as string,
      });
      expect(JSON.stringify(asked)).not.toContain(TOKEN);
      expect(assertions).toHaveLength(1);
      expect(refusedWith).toMatchObject({ causeClass: 'unauthorized', providerText: 'No: ***' });
    });
  });

  it.each<[object, string]>([
    [{ google_service_account_key: '' }, "The service account key is not the base64 of a service account's JSON"],
    [{ google_service_account_key: '%%%' }, "The service account key is not the base64 of a service account's JSON"],
    [
      { google_service_account_key: Buffer.from('"text"').toString('base64') },
      "The service account key is not the base64 of a service account's JSON",
    ],
    [
      { google_service_account_key: Buffer.from('{"type":"authorized_user"}').toString('base64') },
      'The service account key has no client_email and private_key: it is not that of a service account',
    ],
    [{ google_project_id: '' }, 'The credential has no project of Google Cloud'],
    [{ google_project_id: '../..' }, 'The credential has no project of Google Cloud'],
    [{ google_region: '' }, 'The credential has no region of Google Cloud'],
    [{ google_region: 'evil.example/' }, 'The credential has no region of Google Cloud'],
  ])('calls a credential with %j unauthorized', async (part, providerText) => {
    const target = await start();
    const wrong = { ...target, credential: { ...target.credential, ...part } };

    await expect(adapter.chat!(wrong, hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText,
    });
    await expect(adapter.listModels!(wrong, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText,
    });
    expect(fake.requests).toHaveLength(0);
  });

  it.each<[object, string]>([
    [{ private_key: 'PRIVATE' }, 'The service account key has a private_key that cannot be read'],
    [
      {
        private_key: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      },
      'The service account key has a private_key that cannot be read',
    ],
    [{ token_uri: 'file:///etc/passwd' }, 'The service account key has a token_uri that cannot be called'],
    [{ token_uri: 7 }, 'The service account key has a token_uri that cannot be called'],
  ])('calls an account with %j unauthorized', async (changes, providerText) => {
    const target = await start();

    await expect(adapter.chat!(withAccount(target, changes), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText,
    });
    expect(fake.requests).toHaveLength(0);
  });

  it("is refused with another account's key", async () => {
    const target = await start();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' });

    await expect(adapter.chat!(withAccount(target, { private_key }), hello, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText: 'Invalid JWT Signature.',
    });
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 401 }],
    ['forbidden', { causeClass: 'forbidden', upstreamStatus: 403 }],
    ['region', { causeClass: 'region', upstreamStatus: 400 }],
    ['model_not_found', { causeClass: 'model_not_found', upstreamStatus: 404 }],
    ['bad_path', { causeClass: 'bad_path', upstreamStatus: 404 }],
    ['rate_limited', { causeClass: 'rate_limited', upstreamStatus: 429 }],
    ['quota', { causeClass: 'quota', upstreamStatus: 403 }],
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
    fake.behave(mode, 'chat');

    await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({
      name: 'ProviderCallError',
      ...failure,
    });
    await expect(adapter.chat!(target, claude, options)).rejects.toMatchObject({
      name: 'ProviderCallError',
      ...failure,
    });
  });

  describe("with this server's own Google identity in the environment", () => {
    beforeEach(() => {
      jest.replaceProperty(process, 'env', {
        GOOGLE_VERTEX_API_KEY: 'key-of-the-server',
        GOOGLE_VERTEX_PROJECT: 'project-of-the-server',
        GOOGLE_VERTEX_LOCATION: 'location-of-the-server',
        GOOGLE_APPLICATION_CREDENTIALS: '/of-the-server.json',
        GOOGLE_CLOUD_PROJECT: 'project-of-the-server',
      });
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    it("sends the tenant's and nothing else", async () => {
      const target = await start();
      await adapter.chat!(target, hello, options);
      await adapter.chat!(target, claude, options);
      await adapter.embed!(target, { model: 'text-embedding-005', inputs: ['a'] }, options);

      expect(fake.requests).toHaveLength(4);
      expect(JSON.stringify(fake.requests)).not.toContain('of-the-server');
    });
  });
});

/** A token endpoint that repeats what it was shown. */
async function startRepeating(assertions: string[]): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const assertion = new URLSearchParams(Buffer.concat(chunks).toString()).get('assertion') ?? '';
      assertions.push(assertion);
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'invalid_grant', error_description: `No: ${assertion}` }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
