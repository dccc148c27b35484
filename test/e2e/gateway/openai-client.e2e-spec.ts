import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { collected, connectFactory, type ConnectedFactory } from './client-world.js';
import { connect } from './gateway-world.js';

const HELLO: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }];
const SAID = 'Hello! How can I help?';

interface Expected {
  factory: string;
  said: string;
  /** What the fake counts: prompt, completion. */
  used: readonly [number, number];
  vector?: readonly number[];
  /** Fields that its dialect has no words for, by the request that uses them. */
  lacks: readonly Feature[];
  /** The class and the status with which the SDK reports what the provider answers. */
  failures: Readonly<
    Record<'unauthorized' | 'rate_limited' | 'model_not_found' | 'server_error', readonly [string, number]>
  >;
}

type Feature = 'tool_choice' | 'image_url';

const FAILURES: Expected['failures'] = {
  unauthorized: ['AuthenticationError', 401],
  rate_limited: ['RateLimitError', 429],
  model_not_found: ['NotFoundError', 404],
  server_error: ['InternalServerError', 500],
};
const OVERLOADED: Expected['failures'] = { ...FAILURES, server_error: ['InternalServerError', 503] };

const OPENAI_LIKE = { said: SAID, used: [9, 12], vector: [0.1, -0.2, 0.3], lacks: [], failures: FAILURES } as const;
const GOOGLE = {
  said: SAID,
  used: [10, 17],
  vector: [0.010071029, -0.0017594862, 0.05007221],
  failures: OVERLOADED,
} as const;

const TIER_1: readonly Expected[] = [
  { factory: 'OpenAI', ...OPENAI_LIKE },
  { factory: 'OpenAI-API-Compatible', ...OPENAI_LIKE },
  { factory: 'Azure-OpenAI', ...OPENAI_LIKE },
  { factory: 'Mistral', ...OPENAI_LIKE },
  { factory: 'OpenRouter', ...OPENAI_LIKE },
  { factory: 'VLLM', ...OPENAI_LIKE },
  {
    factory: 'Anthropic',
    said: SAID,
    used: [10, 12],
    lacks: [],
    failures: { ...FAILURES, server_error: ['InternalServerError', 529] },
  },
  {
    factory: 'Gemini',
    ...GOOGLE,
    lacks: [],
    failures: { ...OVERLOADED, unauthorized: ['BadRequestError', 400] },
  },
  { factory: 'Google Cloud', ...GOOGLE, lacks: ['image_url'] },
  {
    factory: 'Bedrock',
    said: SAID,
    used: [10, 12],
    vector: [0.0123, -0.0456, 0.0789],
    lacks: ['image_url'],
    failures: {
      ...OVERLOADED,
      unauthorized: ['PermissionDeniedError', 403],
      model_not_found: ['BadRequestError', 400],
    },
  },
  {
    factory: 'Cohere',
    said: SAID,
    used: [10, 12],
    vector: [0.016296387, -0.008354187, -0.04699707],
    lacks: [],
    failures: FAILURES,
  },
  {
    factory: 'Ollama',
    said: 'Hello! How are you today?',
    used: [26, 7],
    vector: [0.010071029, -0.0017594862, 0.05007221],
    lacks: ['tool_choice', 'image_url'],
    failures: FAILURES,
  },
];

const having = (feature: Feature) => TIER_1.filter(({ lacks }) => !lacks.includes(feature));
const lacking = (feature: Feature) => TIER_1.filter(({ lacks }) => lacks.includes(feature));

const WEATHER: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const ASK: ChatCompletionMessageParam[] = [{ role: 'user', content: 'What is the weather in Oslo?' }];
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let testApp: TestApp;
let owner: Actor;
let client: OpenAI;
const connected = new Map<string, ConnectedFactory>();

const at = (factory: string): ConnectedFactory => {
  const found = connected.get(factory);
  if (!found) throw new Error(`${factory} is not connected`);
  return found;
};

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  owner = await aUser(testApp);
  for (const { factory } of TIER_1) connected.set(factory, await connectFactory(testApp, owner, factory));
  client = new OpenAI({ baseURL: `${testApp.url}/v1`, apiKey: (await aKey(testApp, owner)).token, maxRetries: 0 });
}, 30_000);

afterAll(async () => {
  await testApp.close();
  await Promise.all([...connected.values()].map(({ fake }) => fake.close()));
});

/** What a call is refused with, as its exception. */
async function refusalOf(call: PromiseLike<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const outcome: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof OpenAI.APIError)) throw new Error(`Not an API error: ${String(outcome)}`);
  return outcome;
}

describe.each(TIER_1)('$factory', ({ factory, said, used: [prompt, completion], failures }) => {
  it('chats', async () => {
    const { chat } = at(factory);
    const { data, response } = await client.chat.completions.create({ model: chat, messages: HELLO }).withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: said }, finish_reason: 'stop' }],
      usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    });
    expect(response.headers.get('x-latchkey-model')).toBe(chat);
  });

  it('streams, and tells the usage to who asks', async () => {
    const stream = await client.chat.completions.create({
      model: at(factory).chat,
      messages: HELLO,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await collected(stream);
    const texts = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').filter((text) => text !== '');
    expect(texts).toHaveLength(3);
    expect(texts.join('')).toBe(said);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason ?? null).filter(Boolean)).toEqual(['stop']);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    });
  });

  it('streams without usage to who does not ask', async () => {
    const stream = await client.chat.completions.create({ model: at(factory).chat, messages: HELLO, stream: true });
    const chunks = await collected(stream);
    expect(chunks.filter(({ usage }) => usage)).toEqual([]);
    expect(chunks.filter(({ choices }) => choices.length === 0)).toEqual([]);
  });

  it('answers by a JSON schema', async () => {
    const { choices } = await client.chat.completions.parse({
      model: at(factory).chat,
      messages: ASK,
      response_format: zodResponseFormat(z.object({ city: z.string() }), 'place'),
    });
    expect(choices[0]?.message.parsed).toEqual({ city: 'Oslo' });
  });

  it('sees pictures in a message', async () => {
    const { chat, fake } = at(factory);
    const { choices } = await client.chat.completions.create({
      model: chat,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
      ],
    });
    expect(choices[0]?.message.content).toBe(said);
    expect(fake.requests.at(-1)?.rawBody.toString()).toContain(PIXEL);
  });

  it.each(['unauthorized', 'rate_limited', 'model_not_found', 'server_error'] as const)(
    'fails with %s as its SDK knows it',
    async (behaviour) => {
      const { chat, fake } = at(factory);
      fake.behave(behaviour, 'chat');
      const error = await refusalOf(client.chat.completions.create({ model: chat, messages: HELLO }));
      fake.behave('well', 'chat');
      expect([error.constructor.name, error.status]).toEqual(failures[behaviour]);
    },
  );
});

describe('tools', () => {
  it.each(having('tool_choice'))('of $factory are called, and their outcome is taken', async ({ factory, said }) => {
    const request = { model: at(factory).chat, tools: [WEATHER] };
    const { choices } = await client.chat.completions.create({ ...request, messages: ASK, tool_choice: 'required' });
    const message = choices[0]?.message;
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(message?.tool_calls).toHaveLength(1);
    const [call] = message?.tool_calls ?? [];
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } });
    expect(JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toEqual({ city: 'Oslo' });
    const told: ChatCompletionMessageParam = { role: 'tool', tool_call_id: call?.id ?? '', content: '-3 °C' };
    const next = await client.chat.completions.create({ ...request, messages: [...ASK, message!, told] });
    expect(next.choices[0]?.message.content).toBe(said);
  });

  it.each(having('tool_choice'))('of $factory are called in a stream', async ({ factory }) => {
    const stream = client.chat.completions.stream({
      model: at(factory).chat,
      messages: ASK,
      tools: [WEATHER],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
    });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }] },
    });
  });

  it.each(lacking('tool_choice'))('of $factory are the model’s own choice', async ({ factory, said }) => {
    const request = { model: at(factory).chat, tools: [WEATHER] };
    const error = await refusalOf(
      client.chat.completions.create({ ...request, messages: ASK, tool_choice: 'required' }),
    );
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ code: 'unsupported_parameter', param: 'tool_choice' });
    const { choices } = await client.chat.completions.create({ ...request, messages: ASK });
    const message = choices[0]!.message;
    expect(message.tool_calls).toMatchObject([{ function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }]);
    const told = { role: 'tool', tool_call_id: message.tool_calls![0]!.id, content: '-3 °C' } as const;
    const next = await client.chat.completions.create({ ...request, messages: [...ASK, message, told] });
    expect(next.choices[0]?.message.content).toBe(said);
  });
});

describe('pictures by their address', () => {
  const lookAt = (factory: string) =>
    client.chat.completions.create({
      model: at(factory).chat,
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://images.example/oslo.png' } }] },
      ],
    });

  it.each(having('image_url'))('$factory takes', async ({ factory }) => {
    await lookAt(factory);
    expect(at(factory).fake.requests.at(-1)?.rawBody.toString()).toContain('https://images.example/oslo.png');
  });

  it.each(lacking('image_url'))('$factory does not take', async ({ factory }) => {
    const error = await refusalOf(lookAt(factory));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ code: 'unsupported_parameter', param: 'messages[0].content[0]' });
    expect(error.message).toBe(`400 ${factory} does not support pictures by their address (messages[0].content[0])`);
  });
});

describe('embeddings', () => {
  it.each(TIER_1.filter(({ vector }) => vector))(
    'of $factory, in base64 as the SDK asks',
    async ({ factory, vector }) => {
      const { data, usage } = await client.embeddings.create({ model: at(factory).embedding, input: ['one', 'two'] });
      expect(data.map(({ index }) => index)).toEqual([0, 1]);
      for (const { embedding } of data) expect(embedding).toEqual(vector!.map(Math.fround));
      expect(usage.prompt_tokens).toBeGreaterThan(0);
    },
  );

  it('come as numbers to who asks for them', async () => {
    const { data } = await client.embeddings.create({
      model: at('Cohere').embedding,
      input: 'one',
      encoding_format: 'float',
    });
    expect(data[0]?.embedding).toEqual([0.016296387, -0.008354187, -0.04699707]);
  });
});

describe('what the gateway itself refuses', () => {
  it.each([
    ['AuthenticationError', 401, 'invalid_api_key', { apiKey: 'lbk_forged' }, {}],
    ['NotFoundError', 404, 'model_not_found', {}, { model: 'nothing' }],
    ['BadRequestError', 400, 'model_type_mismatch', {}, { model: 'some-embedding-model@VLLM' }],
    ['BadRequestError', 400, 'model_ambiguous', {}, { model: 'some-chat-model' }],
  ])('%s %i %s', async (name, status, code, options, body) => {
    const request = { model: at('OpenAI').chat, messages: HELLO, ...body };
    const error = await refusalOf(client.withOptions(options).chat.completions.create(request));
    expect([error.constructor.name, error.status, error.code]).toEqual([name, status, code]);
    expect(error.requestID).toMatch(/^[\w-]{8,}$/);
  });

  it('PermissionDeniedError, for a key that may not', async () => {
    const { token } = await aKey(testApp, owner, { allowed_models: ['something-else'] });
    const restricted = client.withOptions({ apiKey: token });
    const error = await refusalOf(restricted.chat.completions.create({ model: at('OpenAI').chat, messages: HELLO }));
    expect([error.constructor.name, error.status, error.code]).toEqual([
      'PermissionDeniedError',
      403,
      'model_not_allowed',
    ]);
  });

  it('an error in the middle of a stream', async () => {
    const { chat, fake } = at('Gemini');
    fake.behave('broken_off', 'stream');
    const stream = await client.chat.completions.create({ model: chat, messages: HELLO, stream: true });
    const error = await refusalOf(collected(stream));
    fake.behave('well', 'stream');
    expect([error.code, error.type]).toEqual(['upstream_broken_stream', 'upstream_error']);
  });
});

describe('an alias', () => {
  it.each<[string, 'unauthorized' | 'model_not_found' | 'quota']>([
    ['Gemini', 'unauthorized'],
    ['Bedrock', 'model_not_found'],
    ['Anthropic', 'quota'],
  ])('goes on to its next model when %s says %s with a 400', async (factory, behaviour) => {
    const { chat, fake } = at(factory);
    const name = `after-${factory}`;
    await testApp.http
      .post('/api/v1/aliases')
      .set(owner.headers)
      .send({ name, targets: [{ model: chat }, { model: at('VLLM').chat }] })
      .expect(200);
    fake.behave(behaviour, 'chat');
    const call = client.chat.completions.create({ model: name, messages: HELLO });
    const { response } = await call.withResponse();
    fake.behave('well', 'chat');
    expect(response.headers.get('x-latchkey-model')).toBe(at('VLLM').chat);
    expect(response.headers.get('x-latchkey-attempts')).toBe('2');
  });
});

describe('the rest of what it calls', () => {
  it('lists and shows models', async () => {
    const listed = await collected(client.models.list());
    expect(listed.map(({ id }) => id)).toContain('claude-haiku-4-5');
    expect(await client.models.retrieve('claude-haiku-4-5')).toMatchObject({ owned_by: 'Anthropic', object: 'model' });
  });

  it('speaks and writes down', async () => {
    const { fake } = at('OpenAI-API-Compatible');
    const sound = [
      { name: 'voice', type: 'tts' },
      { name: 'ear', type: 'speech2text' },
    ];
    await connect(testApp, owner, fake, sound);
    const speech = await client.audio.speech.create({ model: 'voice', input: 'Hello', voice: 'alloy' });
    expect(Buffer.from(await speech.arrayBuffer()).toString()).toBe('ID3 three seconds of nothing');
    const file = new File(['RIFF....WAVE'], 'hello.wav', { type: 'audio/wav' });
    expect(await client.audio.transcriptions.create({ model: 'ear', file })).toEqual({ text: '' });
  });
});
