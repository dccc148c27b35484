import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText } from '../model-rows.js';

/** The base is that of the vendor's own guide (PPIO/ppio-skills, "LLM API 指南"). */
export const ppio: FactoryRow = {
  name: 'PPIO',
  tags: 'LLM',
  serves: ['chat', 'image2text'],
  baseUrl: 'https://api.ppio.com/openai/v1',
  probeModels: { chat: ['deepseek/deepseek-v3.2', 'qwen/qwen-2.5-72b-instruct', 'meta-llama/llama-3.1-8b-instruct'] },
  models: [
    ...chat(
      {
        'deepseek/deepseek-v3.2': 163_840,
        'deepseek/deepseek-v4-flash': 1_048_576,
        'zai-org/glm-4.7': 204_800,
        'deepseek/deepseek-r1/community': 64_000,
      },
      'tools reasoning',
    ),
    ...chat(
      {
        'moonshotai/kimi-k2-instruct': 131_072,
        'qwen/qwen3-next-80b-a3b-instruct': 131_072,
        'deepseek/deepseek-v3/community': 64_000,
        'deepseek/deepseek-v3': 64_000,
        'qwen/qwen-2.5-72b-instruct': 32_768,
        'meta-llama/llama-3.2-3b-instruct': 32_768,
        'qwen/qwen2.5-32b-instruct': 32_000,
      },
      'tools',
    ),
    ...chat(
      {
        'deepseek/deepseek-r1': 64_000,
        'deepseek/deepseek-r1-distill-llama-70b': 32_000,
        'deepseek/deepseek-r1-distill-qwen-32b': 64_000,
        'deepseek/deepseek-r1-distill-qwen-14b': 64_000,
        'deepseek/deepseek-r1-distill-llama-8b': 32_000,
      },
      'reasoning',
    ),
    ...chat({
      'baichuan/baichuan2-13b-chat': 14_336,
      'meta-llama/llama-3.1-70b-instruct': 32_768,
      'meta-llama/llama-3.1-8b-instruct': 32_768,
      '01-ai/yi-1.5-34b-chat': 16_384,
      '01-ai/yi-1.5-9b-chat': 16_384,
      'thudm/glm-4-9b-chat': 32_768,
      'qwen/qwen-2-7b-instruct': 32_768,
    }),
    ...imageToText({ 'qwen/qwen-2-vl-72b-instruct': 32_768 }),
  ],
};
