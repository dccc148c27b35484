import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText } from '../model-rows.js';

export const tokenPony: FactoryRow = {
  name: 'TokenPony',
  tags: 'LLM',
  serves: ['chat', 'image2text'],
  baseUrl: 'https://ragflow.vip-api.tokenpony.cn/v1',
  models: [
    ...chat({
      'qwen3-8b': 128_000,
      'qwen3-coder-480b': 1_024_000,
      'hunyuan-a13b-instruct': 256_000,
      'deepseek-v3.2-exp': 128_000,
    }),
    ...chat(
      {
        'deepseek-v3-0324': 128_000,
        'qwen3-32b': 128_000,
        'kimi-k2-instruct-0905': 256_000,
        'glm-4.5': 131_000,
        'qwen3-next-80b-a3b-instruct': 1_024_000,
        'deepseek-v3.1-terminus': 128_000,
      },
      'tools',
    ),
    ...chat({ 'deepseek-r1-0528': 164_000 }, 'tools reasoning'),
    ...chat({ 'deepseek-v3.1': 128_000 }, 'reasoning'),
    ...imageToText({ 'qwen3-vl-235b-a22b-instruct': 262_000, 'qwen3-vl-30b-a3b-instruct': 262_000 }, 'tools'),
  ],
};
