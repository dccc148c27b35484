import Anthropic from '@anthropic-ai/sdk';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { connectFactory, type ConnectedFactory } from './client-world.js';

const HELLO: Anthropic.MessageCreateParamsNonStreaming = {
  model: '',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'Hello' }],
};
const SAID = 'Hello! How can I help?';
const WEATHER: Anthropic.Tool = {
  name: 'get_weather',
  description: 'The weather in a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** One whose protocol this is, and some whose it is not. */
const FACTORIES = [
  { factory: 'Anthropic', said: SAID, used: { input_tokens: 10, output_tokens: 12 } },
  { factory: 'OpenAI', said: SAID, used: { input_tokens: 9, output_tokens: 12 } },
  { factory: 'Gemini', said: SAID, used: { input_tokens: 10, output_tokens: 17 } },
  { factory: 'Bedrock', said: SAID, used: { input_tokens: 10, output_tokens: 12 } },
] as const;

let testApp: TestApp;
let owner: Actor;
let client: Anthropic;
const connected = new Map<string, ConnectedFactory>();

const at = (factory: string): ConnectedFactory => {
  const found = connected.get(factory);
  if (!found) throw new Error(`${factory} is not connected`);
  return found;
};

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  owner = await aUser(testApp);
  for (const { factory } of FACTORIES) connected.set(factory, await connectFactory(testApp, owner, factory));
  client = new Anthropic({ baseURL: testApp.url, apiKey: (await aKey(testApp, owner)).token, maxRetries: 0 });
}, 30_000);

afterAll(async () => {
  await testApp.close();
  await Promise.all([...connected.values()].map(({ fake }) => fake.close()));
});

/** What a call is refused with, as its exception. */
async function refusalOf(call: PromiseLike<unknown>): Promise<InstanceType<typeof Anthropic.APIError>> {
  const outcome: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Anthropic.APIError)) throw new Error(`Not an API error: ${String(outcome)}`);
  return outcome;
}

describe.each(FACTORIES)('$factory', ({ factory, said, used }) => {
  it('answers a message', async () => {
    const message = await client.messages.create({ ...HELLO, model: at(factory).chat });
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: said }],
      stop_reason: 'end_turn',
      usage: used,
    });
  });

  it('streams', async () => {
    const texts: string[] = [];
    const stream = client.messages.stream({ ...HELLO, model: at(factory).chat }).on('text', (text) => texts.push(text));
    const message = await stream.finalMessage();
    expect(texts).toHaveLength(3);
    expect(texts.join('')).toBe(said);
    expect(message).toMatchObject({ content: [{ type: 'text', text: said }], stop_reason: 'end_turn' });
    expect(message.usage.output_tokens).toBe(used.output_tokens);
  });

  it('calls a tool, whole and in a stream, and takes its outcome', async () => {
    const request = { ...HELLO, model: at(factory).chat, tools: [WEATHER] };
    const forced = { ...request, tool_choice: { type: 'tool', name: 'get_weather' } } as const;
    const called = { type: 'tool_use', name: 'get_weather', input: { city: 'Oslo' } };
    const message = await client.messages.create(forced);
    expect(message).toMatchObject({ content: [called], stop_reason: 'tool_use' });
    expect(await client.messages.stream(forced).finalMessage()).toMatchObject({ content: [called] });
    const [call] = message.content;
    const outcome = {
      type: 'tool_result',
      tool_use_id: (call as Anthropic.ToolUseBlock).id,
      content: '-3 °C',
    } as const;
    const next = await client.messages.create({
      ...request,
      messages: [
        ...request.messages,
        { role: 'assistant', content: message.content },
        { role: 'user', content: [outcome] },
      ],
    });
    expect(next.content).toMatchObject([{ type: 'text', text: said }]);
  });

  it('sees a picture', async () => {
    const source = { type: 'base64', media_type: 'image/png', data: PIXEL } as const;
    const content = [{ type: 'image', source } as const, { type: 'text', text: 'What is this?' } as const];
    await client.messages.create({ ...HELLO, model: at(factory).chat, messages: [{ role: 'user', content }] });
    expect(at(factory).fake.requests.at(-1)?.rawBody.toString()).toContain(PIXEL);
  });
});

describe('Anthropic’s own', () => {
  it('get the body as it is, but for the model, and the beta that the client asks for', async () => {
    const { chat, fake } = at('Anthropic');
    const system = [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } } as const];
    const request = { ...HELLO, model: chat, system, top_k: 5, metadata: { user_id: 'u' } };
    await client.messages.create(request, { headers: { 'anthropic-beta': 'files-api-2025-04-14' } });
    const sent = fake.requests.at(-1);
    expect(sent?.body).toEqual({ ...request, model: 'claude-haiku-4-5' });
    expect(sent?.headers).toMatchObject({
      'anthropic-beta': 'files-api-2025-04-14',
      'anthropic-version': '2023-06-01',
      'x-api-key': fake.apiKey,
    });
  });

  it('count tokens themselves, with the beta that the client asks for', async () => {
    const { chat, fake } = at('Anthropic');
    const request = { model: chat, messages: HELLO.messages };
    const options = { headers: { 'anthropic-beta': 'files-api-2025-04-14' } };
    expect(await client.messages.countTokens(request, options)).toEqual({ input_tokens: 14 });
    expect(fake.requests.at(-1)?.path).toBe('/v1/messages/count_tokens');
    expect(fake.requests.at(-1)?.headers['anthropic-beta']).toBe('files-api-2025-04-14');
  });
});

describe('others', () => {
  it('have their tokens counted by us', async () => {
    const counted = await client.messages.countTokens({ model: at('OpenAI').chat, messages: HELLO.messages });
    expect(counted).toEqual({ input_tokens: 5 });
  });

  it('refuse what they cannot say', async () => {
    const request = { ...HELLO, model: at('OpenAI').chat, top_k: 5 };
    const error = await refusalOf(client.messages.create(request));
    expect(error).toBeInstanceOf(Anthropic.BadRequestError);
    expect(error.error).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: 'top_k is not supported for this model' },
    });
  });
});

describe('failures', () => {
  it.each([
    ['AuthenticationError', 401, 'authentication_error', { apiKey: 'lbk_forged' }, 'claude-haiku-4-5'],
    ['NotFoundError', 404, 'not_found_error', {}, 'nothing'],
    ['BadRequestError', 400, 'invalid_request_error', {}, 'text-embedding-3-small'],
  ])('of the gateway: %s %i', async (name, status, type, options, model) => {
    const error = await refusalOf(client.withOptions(options).messages.create({ ...HELLO, model }));
    expect([error.constructor.name, error.status]).toEqual([name, status]);
    expect(error.error).toMatchObject({ type: 'error', error: { type } });
    expect(error.requestID).toMatch(/^[\w-]{8,}$/);
  });

  it.each([
    ['Anthropic', 'unauthorized', 'AuthenticationError', 401],
    ['Anthropic', 'rate_limited', 'RateLimitError', 429],
    ['Anthropic', 'forbidden', 'PermissionDeniedError', 403],
    ['Anthropic', 'server_error', 'OverloadedError', 529],
    ['OpenAI', 'rate_limited', 'RateLimitError', 429],
    ['OpenAI', 'server_error', 'InternalServerError', 500],
  ] as const)('of %s: %s is %s %i', async (factory, behaviour, name, status) => {
    const { chat, fake } = at(factory);
    fake.behave(behaviour);
    const error = await refusalOf(client.messages.create({ ...HELLO, model: chat }));
    fake.behave('well');
    expect([error.constructor.name, error.status]).toEqual([name, status]);
  });
});

it('lists the chat models', async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toContain('claude-haiku-4-5');
  expect(data.map(({ id }) => id)).not.toContain('text-embedding-3-small');
});
