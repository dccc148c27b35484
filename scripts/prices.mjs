/**
 * Renews src/providers/prices/price-table.json from LiteLLM's table of models and prices (MIT), cut down to our factories
 * and to what we use:
 *
 *   node scripts/prices.mjs <file or URL of model_prices_and_context_window.json> <version or date of it>
 *
 * The file is in LiteLLM's repository (github.com/BerriAI/litellm) and, as `model_prices_and_context_window_backup.json`,
 * in its Python package.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';

const TARGET = 'src/providers/prices/price-table.json';

/** Which of LiteLLM's providers a factory's prices are from; the earlier one wins where both know a model. */
const PROVIDERS = {
  OpenAI: ['openai'],
  xAI: ['xai'],
  'Tongyi-Qianwen': ['dashscope', 'qwen_ai_platform', 'qwencloud'],
  'ZHIPU-AI': ['zai'],
  Moonshot: ['moonshot'],
  DeepSeek: ['deepseek'],
  VolcEngine: ['volcengine'],
  Jina: ['jina_ai'],
  MiniMax: ['minimax'],
  Mistral: ['mistral', 'codestral'],
  'Azure-OpenAI': ['azure'],
  Bedrock: ['bedrock_converse', 'bedrock', 'amazon_nova'],
  Gemini: ['gemini'],
  Groq: ['groq'],
  NVIDIA: ['nvidia_nim'],
  Cohere: ['cohere_chat', 'cohere'],
  TogetherAI: ['together_ai'],
  NovitaAI: ['novita'],
  Replicate: ['replicate'],
  'Tencent Hunyuan': ['tencent'],
  Anthropic: ['anthropic'],
  'Voyage AI': ['voyage'],
  'Google Cloud': [
    'vertex_ai',
    'vertex_ai-language-models',
    'vertex_ai-anthropic_models',
    'vertex_ai-embedding-models',
    'vertex_ai-mistral_models',
    'vertex_ai-llama_models',
  ],
  DeepInfra: ['deepinfra'],
};

/** What LiteLLM writes before a provider's own name of a model. */
const PREFIXES =
  /^(azure|bedrock|codestral|dashscope|deepinfra|deepseek|gemini|groq|minimax|mistral|moonshot|novita|nvidia_nim|openai|qwen_ai_platform|qwencloud|replicate|tencent|together_ai|vertex_ai|volcengine|voyage|xai|zai|cohere|jina_ai|anthropic)\//;

const TYPES = {
  chat: 'chat',
  responses: 'chat',
  embedding: 'embedding',
  rerank: 'rerank',
  audio_transcription: 'speech2text',
  audio_speech: 'tts',
};

const ABILITIES = {
  supports_function_calling: 'tools',
  supports_vision: 'vision',
  supports_reasoning: 'reasoning',
  supports_response_schema: 'json_schema',
};

/** Our names of the units; the price of each is per million. */
const UNITS = {
  input: 'input_cost_per_token',
  output: 'output_cost_per_token',
  cacheRead: 'cache_read_input_token_cost',
  cacheWrite: 'cache_creation_input_token_cost',
  reasoning: 'output_cost_per_reasoning_token',
  audioInput: 'input_cost_per_audio_token',
  audioOutput: 'output_cost_per_audio_token',
  second: 'input_cost_per_second',
  character: 'input_cost_per_character',
  query: 'input_cost_per_query',
};

/** Of the units above, those whose price rises with the length of the prompt at some vendors. */
const TIERED = ['input', 'output', 'cacheRead', 'cacheWrite'];

/** A price per unit as the decimal text of that price per million; nine decimals are more than any vendor prices with. */
function perMillion(price) {
  const billionths = BigInt(Math.round(price * 1e15))
    .toString()
    .padStart(10, '0');
  return `${billionths.slice(0, -9)}.${billionths.slice(-9)}`.replace(/\.?0+$/, '');
}

function pricesOf(entry, suffix = '', units = Object.keys(UNITS)) {
  const known = units
    .map((unit) => [unit, entry[`${UNITS[unit]}${suffix}`]])
    .filter(([, price]) => typeof price === 'number' && price >= 0);
  return Object.fromEntries(known.map(([unit, price]) => [unit, perMillion(price)]));
}

/** The first step up, in thousands of tokens of the prompt. */
function tierOf(entry) {
  const thresholds = Object.keys(entry)
    .map((key) => /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1])
    .filter((threshold) => threshold !== undefined)
    .map(Number);
  if (thresholds.length === 0) return undefined;
  const above = Math.min(...thresholds);
  return { above: above * 1000, ...pricesOf(entry, `_above_${above}k_tokens`, TIERED) };
}

function rowOf(entry) {
  const prices = pricesOf(entry);
  // A chat model at 0 throughout is one whose price LiteLLM doesn't know.
  const isPriced = Object.values(prices).some((price) => price !== '0');
  const tier = tierOf(entry);
  const abilities = Object.entries(ABILITIES)
    .filter(([flag]) => entry[flag] === true)
    .map(([, ability]) => ability);
  return {
    type: TYPES[entry.mode],
    ...(entry.max_input_tokens > 0 ? { context: entry.max_input_tokens } : {}),
    ...(entry.max_output_tokens > 0 ? { output: entry.max_output_tokens } : {}),
    ...(abilities.length > 0 ? { abilities } : {}),
    ...(isPriced ? { usd: prices } : {}),
    ...(isPriced && tier !== undefined ? { tier } : {}),
    ...(typeof entry.deprecation_date === 'string' ? { ends: entry.deprecation_date } : {}),
  };
}

function tableOf(entries) {
  const table = {};
  for (const [factory, providers] of Object.entries(PROVIDERS)) {
    const rows = {};
    for (const provider of providers) {
      for (const [key, entry] of entries.filter(([, { litellm_provider: of }]) => of === provider)) {
        if (TYPES[entry.mode] === undefined) continue;
        const name = key.replace(PREFIXES, '');
        rows[name] ??= rowOf(entry);
      }
    }
    table[factory] = Object.fromEntries(Object.entries(rows).sort(([one], [other]) => (one < other ? -1 : 1)));
  }
  return table;
}

const [source, version] = process.argv.slice(2);
if (source === undefined || version === undefined) {
  console.error('Usage: node scripts/prices.mjs <file or URL> <version or date of it>');
  process.exit(2);
}
const text = /^https:/.test(source) ? await (await fetch(source)).text() : await readFile(source, 'utf8');
const factories = tableOf(Object.entries(JSON.parse(text)));
const rows = Object.entries(factories).map(([factory, models]) => {
  const lines = Object.entries(models).map(([name, row]) => `      ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
  return `    ${JSON.stringify(factory)}: {\n${lines.join(',\n')}\n    }`;
});
const head = {
  source: 'LiteLLM model_prices_and_context_window.json, MIT licence, see NOTICE.md',
  version,
  sha256: createHash('sha256').update(text).digest('hex'),
};
const headLines = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
await writeFile(TARGET, `{\n${headLines.join('\n')}\n  "factories": {\n${rows.join(',\n')}\n  }\n}\n`);
console.log(
  `${Object.values(factories).reduce((sum, models) => sum + Object.keys(models).length, 0)} models of ${rows.length} factories`,
);
