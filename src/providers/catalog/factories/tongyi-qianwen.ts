import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, rerank, speechToText, textToSpeech } from '../model-rows.js';

/**
 * Rerank has a path of its own that takes the common body (only `qwen3-rerank`; `gte-rerank` ended on 2026-05-30). Speech
 * is what can be called over HTTP with the audio in the body: not sambert and the other CosyVoice-like ones (web socket), and
 * no longer `qwen-audio-asr` (alibabacloud.com/help/en/model-studio/qwen-speech-recognition, /qwen-tts-api).
 */
export const tongyiQianwen: FactoryRow = {
  name: 'Tongyi-Qianwen',
  tags: 'LLM,TEXT EMBEDDING,TEXT RE-RANK,TTS,SPEECH2TEXT,MODERATION',
  rank: 950,
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
  dialect: 'dashscope',
  openAi: { paths: { rerank: '/compatible-api/v1/reranks' } },
  probeModels: {
    chat: ['qwen-flash', 'qwen-turbo', 'qwen-plus'],
    embedding: ['text-embedding-v4', 'text-embedding-v3'],
  },
  models: [
    ...chat(
      {
        'qwen3.8-flash': 991_808,
        'qwen3.8-max': 991_808,
        'qwen3.7-plus': 991_808,
        'qwen3.5-plus': 991_808,
        'kimi-k2.7-code': 229_376,
      },
      'tools vision reasoning',
    ),
    ...chat(
      {
        'qwen3.7-max': 991_808,
        'qwen3-coder-plus': 997_952,
        'qwen3-coder-flash': 997_952,
        'deepseek-v4-flash': 1_000_000,
        'deepseek-v4-pro': 1_000_000,
        'glm-5.2': 1_048_576,
        'qwq-plus': 131_072,
        'qwen-plus-2025-07-28': 131_072,
        'qwen-plus-2025-07-14': 131_072,
        'qwen-flash': 1_000_000,
        'qwen-flash-2025-07-28': 1_000_000,
        'qwen3-max': 256_000,
        'qwen3-30b-a3b': 128_000,
        'qwen3-235b-a22b-thinking-2507': 128_000,
        'qwen3-next-80b-a3b-thinking': 128_000,
        'qwen-turbo': 1_000_000,
        'qwen-turbo-2025-04-28': 1_000_000,
        'qwen-turbo-latest': 1_000_000,
        'qwen-max': 32_768,
        'qwen-plus': 131_072,
        'qwen-plus-2025-04-28': 128_000,
        'qwen-plus-latest': 131_072,
      },
      'tools reasoning',
    ),
    ...chat({
      'Moonshot-Kimi-K2-Instruct': 131_072,
      'qwen3-30b-a3b-instruct-2507': 128_000,
      'qwen3-0.6b': 32_000,
      'qwen3-1.7b': 32_000,
      'qwen3-4b': 128_000,
      'qwen3-8b': 128_000,
      'qwen-long': 1_000_000,
    }),
    ...chat(
      {
        'deepseek-r1': 65_792,
        'deepseek-r1-distill-qwen-1.5b': 32_768,
        'deepseek-r1-distill-qwen-7b': 32_768,
        'deepseek-r1-distill-qwen-14b': 32_768,
        'deepseek-r1-distill-qwen-32b': 32_768,
        'deepseek-r1-distill-llama-8b': 32_768,
        'deepseek-r1-distill-llama-70b': 32_768,
        'qwq-32b': 131_072,
        'qwq-plus-latest': 131_072,
        'qwen3-30b-a3b-thinking-2507': 128_000,
      },
      'reasoning',
    ),
    ...chat(
      {
        'deepseek-v3': 65_792,
        'qwen3-coder-480b-a35b-instruct': 256_000,
        'qwen3-235b-a22b-instruct-2507': 128_000,
        'qwen3-235b-a22b': 128_000,
        'qwen3-next-80b-a3b-instruct': 128_000,
        'qwen3-14b': 128_000,
        'qwen3-32b': 128_000,
      },
      'tools',
    ),
    ...embedding({ 'text-embedding-v2': 2048, 'text-embedding-v3': 8192, 'text-embedding-v4': 8192 }),
    ...rerank({ 'qwen3-rerank': 4000 }),
    ...imageToText({ 'qwen3-vl-plus': 256_000, 'qwen3-vl-235b-a22b-thinking': 128_000 }, 'tools reasoning'),
    ...imageToText({ 'qwen3-vl-235b-a22b-instruct': 128_000 }, 'tools'),
    ...imageToText({ 'qwen-vl-max': [765, 131_072], 'qwen-vl-plus': [765, 131_072] }),
    // 10 MB of base64 (docs.qwencloud.com/api-reference/speech-recognition/qwen-asr/openai).
    ...speechToText({ 'qwen3-asr-flash': 7_864_320 }),
    ...textToSpeech({ 'qwen3-tts-flash': null, 'qwen3-tts-instruct-flash': null }),
  ],
};
