import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, rerank, speechToText, textToSpeech } from '../model-rows.js';

export const zhipuAi: FactoryRow = {
  name: 'ZHIPU-AI',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  rank: 940,
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
  // docs.bigmodel.cn, "文本转语音": seven voices, as WAV or (unasked) bare PCM.
  openAi: { voice: 'tongtong', speech: { format: 'wav' } },
  probeModels: { chat: ['glm-4.7-flash', 'glm-4.5-flash', 'glm-4-flash'], embedding: ['embedding-3'] },
  models: [
    ...chat(
      {
        'glm-4.7-flash': 200_000,
        'glm-5.3': 1_000_000,
        'glm-5.2': 1_000_000,
        'glm-5.1': 200_000,
        'glm-5': 200_000,
        'glm-4.7': 200_000,
        'glm-4.6': 200_000,
      },
      'tools reasoning',
    ),
    ...chat({ 'glm-5.3-flash': 1_048_576 }, 'tools vision reasoning'),
    ...chat(
      {
        'glm-4.5': 128_000,
        'glm-4.5-x': 128_000,
        'glm-4.5-air': 128_000,
        'glm-4.5-airx': 128_000,
        'glm-4.5-flash': 128_000,
      },
      'tools',
    ),
    ...chat({
      'glm-4-plus': 128_000,
      'glm-4-0520': 128_000,
      'glm-4': 128_000,
      'glm-4-airx': 8000,
      'glm-4-air': 128_000,
      'glm-4-flash': 128_000,
      'glm-4-flashx': 128_000,
      'glm-4-long': 1_000_000,
      'glm-3-turbo': 128_000,
      'glm-4-9b': 8192,
    }),
    ...embedding({ 'embedding-2': [512, null], 'embedding-3': [512, 8192] }),
    ...rerank({ rerank: 4096 }),
    ...imageToText({ 'glm-5v-turbo': 200_000 }, 'tools reasoning'),
    ...imageToText({ 'glm-4.5v': 64_000 }, 'tools'),
    ...imageToText({ 'glm-4v': [2000, null] }),
    ...speechToText({ 'glm-asr': 4096 }),
    ...textToSpeech({ 'glm-tts': 1024 }),
  ],
};
