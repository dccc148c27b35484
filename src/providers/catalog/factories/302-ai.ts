import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, rerank } from '../model-rows.js';

export const threeOhTwoAi: FactoryRow = {
  name: '302.AI',
  tags: 'LLM,TEXT EMBEDDING,TEXT RE-RANK,IMAGE2TEXT',
  serves: ['chat', 'embedding', 'rerank', 'image2text'],
  baseUrl: 'https://api.302.ai/v1',
  probeModels: { chat: ['gpt-5.4-nano', 'deepseek-chat', 'gpt-4o'] },
  models: [
    ...chat(
      {
        'gpt-5.4-mini': 272_000,
        'gpt-5.4-nano': 272_000,
        'claude-sonnet-4-6': 1_000_000,
        'claude-haiku-4-5': 200_000,
        o3: 200_000,
        'o4-mini': 200_000,
        'gemini-2.5-flash': 1_000_000,
      },
      'tools vision reasoning',
    ),
    ...chat({ 'deepseek-v4-flash': 1_000_000 }, 'tools reasoning'),
    ...chat(
      {
        'deepseek-chat': 32_000,
        'llama3.3-70b': 128_000,
        'claude-3-7-sonnet-latest': 200_000,
        'qwen3-235b-a22b': 128_000,
        'qwen3-32b': 128_000,
      },
      'tools',
    ),
    ...chat({ 'gpt-4o': 128_000, 'gpt-4.1': 1_000_000 }, 'tools vision'),
    ...chat({
      'chatgpt-4o-latest': 128_000,
      'claude-3-7-sonnet-20250219': 200_000,
      'grok-3-beta': 131_072,
      'grok-3-mini-beta': 131_072,
      'gemini-2.5-pro-preview-05-06': 1_000_000,
      'llama-4-maverick': 128_000,
      'claude-sonnet-4-20250514': 200_000,
    }),
    ...chat({ 'deepseek-reasoner': 64_000 }, 'reasoning'),
    ...embedding({ 'jina-clip-v2': 8192 }),
    ...rerank({ 'jina-reranker-m0': 10_240 }),
    ...imageToText({ 'gemini-2.0-flash': 1_000_000, 'claude-opus-4-20250514': 200_000 }),
    ...imageToText({ 'gemini-2.5-pro': 1_000_000 }, 'tools reasoning'),
  ],
};
