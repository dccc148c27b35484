import { AIMessage, HumanMessage, type ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { aKey, aUser } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { collected, connectFactory, type ConnectedFactory } from './client-world.js';

const VECTOR = [0.1, -0.2, 0.3];

/** A dialect that is passed through, and two that are translated. */
const FACTORIES = [
  { factory: 'OpenAI', input: 9, output: 12 },
  { factory: 'Anthropic', input: 10, output: 12 },
  { factory: 'Gemini', input: 10, output: 17 },
] as const;

const weather = tool(({ city }: { city: string }) => `-3 °C in ${city}`, {
  name: 'get_weather',
  description: 'The weather in a city',
  schema: z.object({ city: z.string() }),
});

let testApp: TestApp;
let apiKey: string;
const connected = new Map<string, ConnectedFactory>();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  const owner = await aUser(testApp);
  for (const { factory } of FACTORIES) connected.set(factory, await connectFactory(testApp, owner, factory));
  apiKey = (await aKey(testApp, owner)).token;
}, 30_000);

afterAll(async () => {
  await testApp.close();
  await Promise.all([...connected.values()].map(({ fake }) => fake.close()));
});

const configuration = () => ({ baseURL: `${testApp.url}/v1` });
const modelOf = (factory: string) =>
  new ChatOpenAI({ model: connected.get(factory)!.chat, apiKey, configuration: configuration(), maxRetries: 0 });

describe.each(FACTORIES)('ChatOpenAI at $factory', ({ factory, input, output }) => {
  it('invokes', async () => {
    const answer = await modelOf(factory).invoke('Hello');
    expect(answer.content).toBe('Hello! How can I help?');
    expect(answer.usage_metadata).toMatchObject({ input_tokens: input, output_tokens: output });
  });

  it('streams', async () => {
    const chunks = await collected(await modelOf(factory).stream('Hello'));
    const texts = chunks.map(({ text }) => text).filter((text) => text !== '');
    expect(texts).toHaveLength(3);
    expect(texts.join('')).toBe('Hello! How can I help?');
    expect(chunks.reduce((all, chunk) => all.concat(chunk)).usage_metadata).toMatchObject({ input_tokens: input });
  });

  it.each(['jsonSchema', 'functionCalling'] as const)('answers with structure, by %s', async (method) => {
    const model = modelOf(factory).withStructuredOutput(z.object({ city: z.string() }), { name: 'place', method });
    expect(await model.invoke('Where?')).toEqual({ city: 'Oslo' });
  });

  it('calls tools, and takes their outcome', async () => {
    const ask = new HumanMessage('What is the weather in Oslo?');
    const answer = await modelOf(factory).bindTools([weather], { tool_choice: 'get_weather' }).invoke([ask]);
    expect(answer.tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Oslo' } }]);
    const outcome: ToolMessage = await weather.invoke({ ...answer.tool_calls![0]!, type: 'tool_call' });
    const next = await modelOf(factory).bindTools([weather]).invoke([ask, answer, outcome]);
    expect(next).toBeInstanceOf(AIMessage);
    expect(next.content).toBe('Hello! How can I help?');
  });
});

it('OpenAIEmbeddings embed documents and queries', async () => {
  const embeddings = new OpenAIEmbeddings({
    model: connected.get('OpenAI')!.embedding,
    apiKey,
    configuration: configuration(),
    maxRetries: 0,
  });
  expect(await embeddings.embedDocuments(['one', 'two'])).toEqual([VECTOR, VECTOR].map((all) => all.map(Math.fround)));
  expect(await embeddings.embedQuery('one')).toEqual(VECTOR.map(Math.fround));
});

it('fails with what the provider says', async () => {
  const unknown = new ChatOpenAI({ model: 'nothing', apiKey, configuration: configuration(), maxRetries: 0 });
  await expect(unknown.invoke('Hello')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
});
