/**
 * Tries a provider for real, through the same code as the server: verifies the credential, then makes every call that the
 * dialect has to the models named, and prints what came. It stores nothing.
 *
 *   CREDENTIAL='{"api_key":"…"}' node scripts/provider-check.mjs <factory> [base URL] <type>:<model> …
 *
 * for example `OpenAI chat:gpt-4o-mini embedding:text-embedding-3-small`. Needs `npm run build` before.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { adaptersOver } from '../dist/providers/adapters/adapters.js';
import { AdapterRegistry } from '../dist/providers/adapter-registry.js';
import { FactoryCatalog } from '../dist/providers/factory-catalog.js';
import { OutboundGuard } from '../dist/providers/outbound-guard.js';
import { PriceTable } from '../dist/providers/prices/price-table.js';
import { ProviderVerifier } from '../dist/providers/provider-verifier.js';
import { waysOut } from '../dist/providers/transport/ways-out.js';
import { SAMPLE_AUDIO, SAMPLE_IMAGE } from '../dist/providers/verification/samples.js';

const TIMEOUT_MS = 60_000;
const HELLO = { messages: [{ role: 'user', content: 'hello' }], maxTokens: 64 };
const WEATHER = {
  name: 'get_weather',
  description: 'The weather in a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const ASKING = {
  messages: [{ role: 'user', content: 'What is the weather in Rome? Use the tool.' }],
  tools: [WEATHER],
  maxTokens: 256,
};
const LOOKING = {
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Which colour is this?' },
        { type: 'image', image: SAMPLE_IMAGE },
      ],
    },
  ],
  maxTokens: 64,
};

/** What is called for a model of each type. */
const CALLS = {
  chat: (adapter) => ({
    chat: (target, model, options) => adapter.chat?.(target, { model, ...HELLO }, options),
    stream: async (target, model, options) => {
      const events = [];
      for await (const event of await adapter.stream(target, { model, ...HELLO }, options)) events.push(event);
      const text = events.flatMap((event) => (event.kind === 'text' ? [event.text] : [])).join('');
      return { events: events.length, text, end: events.at(-1) };
    },
    tools: (target, model, options) => adapter.chat?.(target, { model, ...ASKING }, options),
  }),
  image2text: (adapter) => ({
    look: (target, model, options) => adapter.chat?.(target, { model, ...LOOKING }, options),
  }),
  embedding: (adapter) => ({
    embed: async (target, model, options) => {
      const { vectors, usage } = await adapter.embed(target, { model, inputs: ['hello', 'world'] }, options);
      return { lengths: vectors.map(({ length }) => length), usage };
    },
  }),
  rerank: (adapter) => ({
    rerank: (target, model, options) =>
      adapter.rerank(target, { model, query: 'greeting', documents: ['hello', 'rain', 'sun'] }, options),
  }),
  tts: (adapter) => ({
    speak: async (target, model, options) => {
      const { audio, contentType } = await adapter.speak(target, { model, text: 'hello' }, options);
      return { bytes: audio.length, contentType };
    },
  }),
  speech2text: (adapter) => ({
    transcribe: (target, model, options) => adapter.transcribe(target, { model, audio: SAMPLE_AUDIO }, options),
  }),
};

const [factoryName, ...rest] = process.argv.slice(2);
const factory = new FactoryCatalog().find(factoryName ?? '');
if (factory === undefined) {
  console.error('Usage: node scripts/provider-check.mjs <factory> [base URL] <type>:<model> …');
  process.exit(2);
}
const hasUrl = /^https?:/.test(rest[0] ?? '');
const target = {
  factory,
  baseUrl: hasUrl ? rest[0] : (factory.baseUrl ?? ''),
  credential: JSON.parse(process.env['CREDENTIAL'] ?? '{}'),
};
const models = rest.slice(hasUrl ? 1 : 0).map((text) => {
  const colon = text.indexOf(':');
  return { type: text.slice(0, colon), name: text.slice(colon + 1) };
});
const guard = new OutboundGuard({ allow: (process.env['OUTBOUND_ALLOW'] ?? '127.0.0.1').split(',') });
const registry = new AdapterRegistry(adaptersOver(waysOut(guard.dispatcher)));
const adapter = registry.find(factory);
if (adapter === null) {
  console.error(factory.unavailableReason);
  process.exit(2);
}

/** Prints what a call gave; tells whether it gave anything. */
async function attempt(name, call) {
  const started = performance.now();
  try {
    const answer = await call({ signal: globalThis.AbortSignal.timeout(TIMEOUT_MS) });
    console.log(
      `ok    ${name} (${Math.round(performance.now() - started)} ms) ${JSON.stringify(answer).slice(0, 400)}`,
    );
    return true;
  } catch (error) {
    console.log(`FAIL  ${name} ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const verifier = new ProviderVerifier(registry, PriceTable.vendored());
const report = await verifier.verify(target, models.length === 0 ? null : models, { mode: 'model' });
console.log(`${report.verdict === 'valid' ? 'ok   ' : 'FAIL '} verify: ${report.verdict}`);
for (const { type, model, verdict, cause, message, durationMs } of report.results) {
  console.log(`      ${type} ${model}: ${verdict} ${cause ?? ''} ${message} (${durationMs} ms)`);
}
const outcomes = [report.verdict === 'valid'];
if (adapter.listModels !== undefined) {
  outcomes.push(
    await attempt('listModels', async () =>
      (await verifier.listModels(target)).map(({ name, type }) => `${type}:${name}`),
    ),
  );
}
for (const { type, name } of models) {
  for (const [call, make] of Object.entries(CALLS[type](adapter))) {
    outcomes.push(await attempt(`${call} ${name}`, (options) => make(target, name, options)));
  }
}
await guard.close();
process.exit(outcomes.every(Boolean) ? 0 : 1);
