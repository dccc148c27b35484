import { Agent } from 'undici';
import { AdapterRegistry } from './adapter-registry.js';
import { adaptersOver } from './adapters/adapters.js';
import type { FactoryRow } from './catalog/factory-row.js';
import { chat } from './catalog/model-rows.js';
import { FactoryCatalog } from './factory-catalog.js';
import { parseOutboundUrl } from './outbound/outbound-url.js';
import { waysOut } from './transport/ways-out.js';

/** Name, tags and rank, byte for byte as RAGFlow's catalog has them (20 November 2025). */
const RAGFLOW: readonly (readonly [name: string, tags: string, rank: number | null])[] = [
  ['OpenAI', 'LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION', 999],
  ['xAI', 'LLM', 930],
  ['TokenPony', 'LLM', null],
  ['Tongyi-Qianwen', 'LLM,TEXT EMBEDDING,TEXT RE-RANK,TTS,SPEECH2TEXT,MODERATION', 950],
  ['ZHIPU-AI', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', 940],
  ['Ollama', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', 830],
  ['ModelScope', 'LLM', null],
  ['LocalAI', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', null],
  ['OpenAI-API-Compatible', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', 890],
  ['VLLM', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', null],
  ['Moonshot', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', 960],
  ['FastEmbed', 'TEXT EMBEDDING', null],
  ['Xinference', 'LLM,TEXT EMBEDDING,TTS,SPEECH2TEXT,MODERATION,TEXT RE-RANK', null],
  ['DeepSeek', 'LLM', 970],
  ['VolcEngine', 'LLM, TEXT EMBEDDING, IMAGE2TEXT', null],
  ['BaiChuan', 'LLM,TEXT EMBEDDING', null],
  ['Jina', 'TEXT EMBEDDING, TEXT RE-RANK', null],
  ['Builtin', 'TEXT EMBEDDING', null],
  ['MiniMax', 'LLM,TEXT EMBEDDING', 810],
  ['Mistral', 'LLM,TEXT EMBEDDING,MODERATION', 910],
  ['Azure-OpenAI', 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION', 850],
  ['Bedrock', 'LLM,TEXT EMBEDDING', 860],
  ['Gemini', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', 980],
  ['Groq', 'LLM', 800],
  ['OpenRouter', 'LLM,IMAGE2TEXT', 840],
  ['StepFun', 'LLM', null],
  ['NVIDIA', 'LLM,TEXT EMBEDDING, TEXT RE-RANK', 790],
  ['LM-Studio', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', null],
  ['Cohere', 'LLM,TEXT EMBEDDING, TEXT RE-RANK', 900],
  ['TogetherAI', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', null],
  ['Upstage', 'LLM,TEXT EMBEDDING', null],
  ['NovitaAI', 'LLM,TEXT EMBEDDING', null],
  ['SILICONFLOW', 'LLM,TEXT EMBEDDING,TEXT RE-RANK,IMAGE2TEXT', 780],
  ['PPIO', 'LLM', null],
  ['Replicate', 'LLM,TEXT EMBEDDING', null],
  ['Tencent Hunyuan', 'LLM,IMAGE2TEXT', null],
  ['XunFei Spark', 'LLM,TTS', 820],
  ['BaiduYiyan', 'LLM', 880],
  ['Fish Audio', 'TTS', null],
  ['Tencent Cloud', 'SPEECH2TEXT', null],
  ['Anthropic', 'LLM', 990],
  ['Voyage AI', 'TEXT EMBEDDING, TEXT RE-RANK', null],
  ['GiteeAI', 'LLM,TEXT EMBEDDING,IMAGE2TEXT,SPEECH2TEXT,TEXT RE-RANK', null],
  ['Google Cloud', 'LLM', null],
  ['HuggingFace', 'TEXT EMBEDDING,TEXT RE-RANK', 920],
  ['GPUStack', 'LLM,TEXT EMBEDDING,TTS,SPEECH2TEXT,TEXT RE-RANK', null],
  ['DeepInfra', 'LLM,TEXT EMBEDDING,TTS,SPEECH2TEXT,MODERATION', null],
  ['302.AI', 'LLM,TEXT EMBEDDING,TEXT RE-RANK,IMAGE2TEXT', null],
  ['CometAPI', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', null],
  ['LongCat', 'LLM', 870],
  ['DeerAPI', 'LLM,TEXT EMBEDDING,IMAGE2TEXT', null],
  ['Jiekou.AI', 'LLM,TEXT EMBEDDING,TEXT RE-RANK', null],
];

const catalog = new FactoryCatalog();
const factories = catalog.list();

describe('FactoryCatalog', () => {
  it("has RAGFlow's 52 factories with their tags and ranks, in its order", () => {
    expect(factories.map(({ name, tags, rank }) => [name, tags, rank])).toEqual(RAGFLOW);
    expect(factories).toHaveLength(52);
  });

  it.each(['__proto__', 'constructor', 'toString', 'openai', 'OpenAI ', ''])('does not know %j', (name) => {
    expect(catalog.find(name)).toBeUndefined();
  });

  it('finds each factory by its exact name', () => {
    expect(factories.every((factory) => catalog.find(factory.name) === factory)).toBe(true);
  });

  it.each(factories)('probes only models that $name lists', ({ models, probeModels }) => {
    const listed = models.map(({ name, type }) => `${type} ${name}`);
    const probed = Object.entries(probeModels).flatMap(([type, names]) => names.map((name) => `${type} ${name}`));

    expect(probed.filter((probe) => models.length > 0 && !listed.includes(probe))).toEqual([]);
  });

  it.each(factories)('says of $name either a default base URL that can be called or nothing', ({ baseUrl }) => {
    expect(baseUrl === null || parseOutboundUrl(baseUrl) !== null).toBe(true);
  });

  it.each(factories)('says why $name is not available, if it is not', ({ available, unavailableReason }) => {
    expect(available).toBe(unavailableReason === null);
  });

  it('has an adapter for every factory it calls available, and none that no factory needs', () => {
    const adapters = adaptersOver(waysOut(new Agent()));
    const registry = new AdapterRegistry(adapters);

    expect(factories.filter((factory) => registry.find(factory) === null).map(({ name }) => name)).toEqual([
      'FastEmbed',
      'Builtin',
    ]);
    expect(
      adapters.map(({ dialect }) => dialect).filter((dialect) => !factories.some((each) => each.dialect === dialect)),
    ).toEqual([]);
  });

  it('says why a factory can never be called', () => {
    expect(catalog.find('FastEmbed')?.unavailableReason).toContain('no server to call');
  });

  it.each([
    ['BAAI/bge-small-en-v1.5', 512],
    ['BAAI/bge-m3', 8192],
    ['Qwen/Qwen3-Embedding-0.6B', 32_768],
  ])('builds in %s', (name, maxTokens) => {
    expect(catalog.find('Builtin')?.models).toContainEqual({
      price: null,
      endsOn: null,
      maxOutputTokens: null,
      name,
      type: 'embedding',
      maxTokens,
      contextLength: maxTokens,
      abilities: [],
    });
  });

  it.each([
    ['OpenAI', 'gpt-4', 'chat'],
    ['OpenAI', 'gpt-6-sol', 'chat'],
    ['OpenAI', 'text-embedding-ada-002', 'embedding'],
    ['OpenAI', 'whisper-1', 'speech2text'],
    ['OpenAI', 'tts-1', 'tts'],
    ['DeepSeek', 'deepseek-flash', 'chat'],
    ['Jina', 'jina-reranker-v2-base-multilingual', 'rerank'],
    ['Jiekou.AI', 'qwen/qwen3-reranker-8b', 'rerank'],
    ['GiteeAI', 'bge-reranker-v2-m3', 'rerank'],
  ])('lists %s %s as %s', (factory, name, type) => {
    const models = catalog.find(factory)?.models ?? [];

    expect(models.filter((model) => model.name === name).map((model) => model.type)).toEqual([type]);
  });

  it('gives a file of audio no context', () => {
    const whisper = catalog.find('OpenAI')?.models.find(({ name }) => name === 'whisper-1');

    expect(whisper).toMatchObject({ maxTokens: 26_214_400, contextLength: null });
  });

  describe('contradictory rows', () => {
    const row: FactoryRow = { name: 'A', tags: 'LLM', serves: ['chat'] };

    it.each<[string, readonly FactoryRow[], string]>([
      ['a name twice', [row, row], 'Two factories have the same name'],
      ['a model twice', [{ ...row, models: [...chat({ m: 1 }), ...chat({ m: 2 })] }], 'A lists a model twice'],
      [
        'a model of a type not served',
        [{ ...row, serves: ['tts'], models: chat({ m: 1 }) }],
        'A lists m of type chat, which it does not serve',
      ],
    ])('refuses %s', (_what, rows, message) => {
      expect(() => new FactoryCatalog(rows)).toThrow(message);
    });
  });
});
