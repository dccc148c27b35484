import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Behaviour } from '../../../../test/support/fake-provider/misbehaviour.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../../../test/support/fake-provider/start-fake-provider.js';
import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { guardedFetch } from '../../transport/guarded-fetch.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { geminiAdapter } from './gemini.adapter.js';

const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};
const USAGE = {
  inputTokens: 10,
  outputTokens: 17,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 5,
};

describe('the Gemini adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = geminiAdapter(new ProviderHttp(guard.dispatcher), guardedFetch(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const hello: ChatRequest = { model: 'gemini-3.8-flash', messages: [{ role: 'user', content: 'Hi' }] };
  let fake: FakeProvider;

  const start = async (settings: Partial<FakeProviderOptions> = {}): Promise<ProviderTarget> => {
    fake = await startFakeProvider({ kind: 'gemini', ...settings });
    return fakeTarget(fake, 'Gemini');
  };
  const streamed = async (target: ProviderTarget, request: ChatRequest): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = [];
    for await (const event of await adapter.stream!(target, request, options)) events.push(event);
    return events;
  };

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats, the key in a header alone', async () => {
    const target = await start();

    await expect(adapter.chat!(target, hello, options)).resolves.toEqual({
      text: 'Hello! How can I help?',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
      usage: USAGE,
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1beta/models/gemini-3.8-flash:generateContent',
      headers: { 'x-goog-api-key': fake.apiKey },
      body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    });
    expect([...fake.requests[0]!.query]).toEqual([]);
  });

  it('says everything that a chat can ask for', async () => {
    const target = await start();
    await adapter.chat!(
      target,
      {
        ...hello,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
              { type: 'image', image: { url: 'https://pictures.example/cat.JPG' } },
            ],
          },
          {
            role: 'assistant',
            content: '',
            toolCalls: [
              { id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
              { id: 'c2', name: 'get_weather', arguments: '{"city":"Rome"}' },
            ],
          },
          { role: 'tool', toolCallId: 'c1', name: 'get_weather', content: 'Rain' },
          { role: 'tool', toolCallId: 'c2', name: 'get_weather', content: 'Sun' },
          { role: 'system', content: 'Be kind.' },
        ],
        maxTokens: 7,
        temperature: 0.5,
        topP: 0.9,
        stop: ['END'],
        seed: 3,
        tools: [WEATHER],
        toolChoice: { name: 'get_weather' },
        responseFormat: { type: 'json_schema', name: 'x', schema: WEATHER.parameters, strict: true },
        reasoningEffort: 'low',
      },
      options,
    );

    expect(fake.requests[0]?.body).toEqual({
      systemInstruction: { parts: [{ text: 'Be kind.' }] },
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'What is it?' },
            { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
            { fileData: { mimeType: 'image/jpeg', fileUri: 'https://pictures.example/cat.JPG' } },
          ],
        },
        {
          role: 'model',
          parts: [
            {
              functionCall: { id: 'c1', name: 'get_weather', args: { city: 'Oslo' } },
              thoughtSignature: 'skip_thought_signature_validator',
            },
            {
              functionCall: { id: 'c2', name: 'get_weather', args: { city: 'Rome' } },
              thoughtSignature: 'skip_thought_signature_validator',
            },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'c1', name: 'get_weather', response: { name: 'get_weather', content: 'Rain' } } },
            { functionResponse: { id: 'c2', name: 'get_weather', response: { name: 'get_weather', content: 'Sun' } } },
          ],
        },
      ],
      tools: [{ functionDeclarations: [WEATHER] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['get_weather'] } },
      generationConfig: {
        maxOutputTokens: 7,
        temperature: 0.5,
        topP: 0.9,
        stopSequences: ['END'],
        seed: 3,
        responseMimeType: 'application/json',
        responseSchema: WEATHER.parameters,
        thinkingConfig: { thinkingLevel: 'low', includeThoughts: true },
      },
    });
  });

  it.each([
    ['gemini-2.5-flash', 'medium', { thinkingBudget: 8192 }],
    ['gemini-3.5-flash-lite', 'minimal', { thinkingLevel: 'minimal' }],
    ['gemini-4-argon', 'minimal', { thinkingLevel: 'low' }],
    ['gemini-4-argon', 'high', { thinkingLevel: 'high' }],
  ] as const)('tells %s to think %s', async (model, reasoningEffort, amount) => {
    const target = await start();
    await adapter.chat!(target, { ...hello, model, reasoningEffort }, options);

    expect(fake.requests[0]?.body).toMatchObject({
      generationConfig: { thinkingConfig: { ...amount, includeThoughts: true } },
    });
  });

  it('calls tools', async () => {
    const target = await start();
    const request: ChatRequest = { ...hello, tools: [WEATHER], toolChoice: 'required' };
    const answer = await adapter.chat!(target, request, options);

    expect(answer).toMatchObject({ text: '', finishReason: 'tool_calls' });
    expect(answer.toolCalls).toEqual([
      { id: expect.stringMatching(/^\w+$/) as string, name: 'get_weather', arguments: '{"city":"Oslo"}' },
    ]);
    await expect(streamed(target, request)).resolves.toEqual([
      { kind: 'tool_call', index: 0, id: expect.stringMatching(/^\w+$/) as string, name: 'get_weather' },
      { kind: 'tool_arguments', index: 0, text: '{"city":"Oslo"}' },
      { kind: 'end', finishReason: 'tool_calls', usage: USAGE },
    ]);
  });

  it('streams', async () => {
    const target = await start();

    await expect(streamed(target, hello)).resolves.toEqual([
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: '! How can I' },
      { kind: 'text', text: ' help?' },
      { kind: 'end', finishReason: 'stop', usage: USAGE },
    ]);
    expect(fake.requests[0]).toMatchObject({ path: '/v1beta/models/gemini-3.8-flash:streamGenerateContent' });
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 400 }],
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

  it.each(['', '/', '/v1beta', '/v1beta/', '/v1', '/v1beta/openai'])(
    'takes a base that ends in "%s"',
    async (ending) => {
      const target = await start();
      await adapter.chat!({ ...target, baseUrl: `${fake.origin}${ending}` }, hello, options);
      await adapter.listModels!({ ...target, baseUrl: `${fake.origin}${ending}` }, options);

      expect(fake.requests.map(({ path }) => path)).toEqual([
        '/v1beta/models/gemini-3.8-flash:generateContent',
        '/v1beta/models',
      ]);
    },
  );

  it.each(['../../v1/models/x', 'a?key=b', 'a b', 'a#b', 'models//x', ''])('does not let %j out', async (model) => {
    const target = await start();

    await expect(adapter.chat!(target, { ...hello, model }, options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
    });
    expect(fake.requests).toHaveLength(0);
  });

  it('embeds one text or many, and says what for', async () => {
    const target = await start();
    const model = 'gemini-embedding-001';
    const vector = [0.010071029, -0.0017594862, 0.05007221];

    await expect(adapter.embed!(target, { model, inputs: ['a'], dimensions: 768 }, options)).resolves.toEqual({
      vectors: [vector],
      usage: null,
    });
    await expect(adapter.embed!(target, { model, inputs: ['a', 'b'], purpose: 'document' }, options)).resolves.toEqual({
      vectors: [vector, vector],
      usage: null,
    });
    expect(fake.requests.map(({ path, body }) => [path, body])).toMatchObject([
      [
        '/v1beta/models/gemini-embedding-001:embedContent',
        { content: { parts: [{ text: 'a' }] }, outputDimensionality: 768, taskType: 'RETRIEVAL_QUERY' },
      ],
      [
        '/v1beta/models/gemini-embedding-001:batchEmbedContents',
        {
          requests: [
            {
              model: 'models/gemini-embedding-001',
              content: { parts: [{ text: 'a' }] },
              taskType: 'RETRIEVAL_DOCUMENT',
            },
            {
              model: 'models/gemini-embedding-001',
              content: { parts: [{ text: 'b' }] },
              taskType: 'RETRIEVAL_DOCUMENT',
            },
          ],
        },
      ],
    ]);
  });

  it.each([
    ['query', 'task: search result | query: a'],
    ['document', 'title: none | text: a'],
  ] as const)('tells Gemini Embedding 2 in the text that it is a %s', async (purpose, text) => {
    const target = await start();
    await adapter.embed!(target, { model: 'gemini-embedding-2', inputs: ['a'], purpose }, options);

    expect(fake.requests[0]?.body).toEqual({
      model: 'models/gemini-embedding-2',
      content: { parts: [{ text }] },
    });
  });

  it.each(['gemini-3.8-flash-tts', 'gemini-2.5-flash-preview-tts'])('speaks with %s', async (model) => {
    const target = await start();
    const samples = Buffer.alloc(48);
    const wav = await adapter.speak!(target, { model, text: 'Hello!' }, options);
    const pcm = await adapter.speak!(target, { model, text: 'Hello!', voice: 'Puck', format: 'pcm' }, options);

    expect(wav.contentType).toBe('audio/wav');
    expect(wav.audio.subarray(0, 44).toString('base64')).toBe(
      'UklGRlQAAABXQVZFZm10IBAAAAABAAEAwF0AAIC7AAACABAAZGF0YTAAAAA=',
    );
    expect(wav.audio.subarray(44)).toEqual(samples);
    expect(pcm).toEqual({ contentType: 'audio/L16;rate=24000', audio: samples });
    expect(fake.requests[1]).toMatchObject({
      path: `/v1beta/models/${model}:generateContent`,
      body: {
        contents: [{ role: 'user', parts: [{ text: 'Hello!' }] }],
        generationConfig: {
          responseModalities: ['AUDIO'],
          speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Puck' } } },
        },
      },
    });
  });

  it.each([
    [{ format: 'mp3' as const }, 'Gemini does not speak mp3'],
    [{ speed: 2 }, 'Gemini cannot be told how fast to speak'],
  ])('does not pretend to speak with %j', async (wish, providerText) => {
    const target = await start();
    const request = { model: 'gemini-3.8-flash-tts', text: 'Hello!', ...wish };

    await expect(adapter.speak!(target, request, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText,
    });
  });

  it('does not take an answer without a sound for speech', async () => {
    const target = await start();
    fake.behave('empty', 'speech');

    await expect(
      adapter.speak!(target, { model: 'gemini-3.8-flash-tts', text: 'Hello!' }, options),
    ).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });

  it('lists the models, as the catalog knows them or by what they can do', async () => {
    const target = await start({
      models: [
        'gemini-3.8-flash',
        'gemini-9-flash',
        'gemini-embedding-001',
        'gemini-3.8-flash-tts',
        'gemini-3.1-flash-image',
        'gemini-3.5-transcribe',
      ],
    });

    await expect(adapter.listModels!(target, options)).resolves.toEqual([
      { name: 'gemini-3.8-flash', type: 'image2text' },
      { name: 'gemini-9-flash', type: 'chat' },
      { name: 'gemini-embedding-001', type: 'embedding' },
      { name: 'gemini-3.8-flash-tts', type: 'tts' },
      { name: 'gemini-3.1-flash-image', type: null },
      { name: 'gemini-3.5-transcribe', type: null },
    ]);
  });

  it.each<[Behaviour, object]>([
    ['unauthorized', { causeClass: 'unauthorized', upstreamStatus: 400 }],
    ['forbidden', { causeClass: 'forbidden', upstreamStatus: 403 }],
    ['region', { causeClass: 'region', upstreamStatus: 400 }],
    ['model_not_found', { causeClass: 'model_not_found', upstreamStatus: 404 }],
    ['bad_path', { causeClass: 'bad_path', upstreamStatus: 404 }],
    ['rate_limited', { causeClass: 'rate_limited', upstreamStatus: 429, retryAfterSeconds: 7 }],
    ['quota', { causeClass: 'quota', upstreamStatus: 429 }],
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

  it.each([{}, { api_key: '' }, { api_key: 'wrong' }, { api_key: 'line\nbreak' }])(
    'calls %j unauthorized',
    async (credential: Record<string, string>) => {
      await start();
      const target = fakeTarget(fake, 'Gemini', credential);

      await expect(adapter.chat!(target, hello, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
      await expect(adapter.listModels!(target, options)).rejects.toMatchObject({ causeClass: 'unauthorized' });
    },
  );
});
