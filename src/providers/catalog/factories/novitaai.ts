import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, rerank } from '../model-rows.js';

/** Limits from LiteLLM 1.110.2. Embeddings and chat lie below the base; rerank only below the newer one. */
export const novitaAi: FactoryRow = {
  name: 'NovitaAI',
  tags: 'LLM,TEXT EMBEDDING',
  serves: ['chat', 'embedding', 'rerank', 'image2text'],
  baseUrl: 'https://api.novita.ai/v3/openai',
  openAi: { paths: { rerank: '/openai/v1/rerank' } },
  probeModels: {
    chat: ['openai/gpt-oss-20b', 'qwen/qwen2.5-7b-instruct', 'meta-llama/llama-3.1-8b-instruct'],
    rerank: ['baai/bge-reranker-v2-m3'],
  },
  models: [
    ...chat(
      {
        'deepseek/deepseek-v4-flash': 1_048_576,
        'deepseek/deepseek-v4-pro': 1_048_576,
        'deepseek/deepseek-v3.2': 163_840,
        'zai-org/glm-5.3': 1_048_576,
        'zai-org/glm-4.7': 204_800,
        'qwen/qwen3.7-max': 1_000_000,
        'qwen/qwen3-next-80b-a3b-instruct': 131_072,
        'openai/gpt-oss-120b': 131_072,
        'deepseek/deepseek-r1-turbo': 64_000,
        'deepseek/deepseek-r1': 64_000,
      },
      'tools reasoning',
    ),
    ...chat(
      {
        'moonshotai/kimi-k3': 1_048_576,
        'moonshotai/kimi-k2.6': 262_144,
        'qwen/qwen3.8-max': 1_000_000,
        'qwen/qwen3.6-27b': 262_144,
        'minimax/minimax-m3': 1_000_000,
        'google/gemma-4-31b-it': 262_144,
      },
      'tools vision reasoning',
    ),
    ...chat(
      {
        'openai/gpt-oss-20b': 131_072,
        'deepseek/deepseek-r1-distill-llama-8b': 32_000,
        'deepseek/deepseek-r1-distill-qwen-14b': 32_768,
      },
      'reasoning',
    ),
    ...chat(
      {
        'qwen/qwen2.5-7b-instruct': 32_000,
        'meta-llama/llama-3.2-3b-instruct': 32_768,
        'deepseek/deepseek-v3-0324': 163_840,
        'Sao10K/L3-8B-Stheno-v3.2': 8192,
        'meta-llama/llama-3.3-70b-instruct': 131_072,
        'deepseek/deepseek-v3-turbo': 64_000,
      },
      'tools',
    ),
    ...chat({
      'meta-llama/llama-3.2-1b-instruct': 131_000,
      'thudm/glm-4-9b-0414': 32_000,
      'thudm/glm-z1-9b-0414': 32_000,
      'meta-llama/llama-3.1-8b-instruct-bf16': 8192,
      'meta-llama/llama-3.1-8b-instruct': 16_384,
      'mistralai/mistral-nemo': 60_288,
      'meta-llama/llama-3-8b-instruct': 8192,
      'mistralai/mistral-7b-instruct': 32_768,
    }),
    ...embedding({ 'qwen/qwen3-embedding-0.6b': 32_768, 'qwen/qwen3-embedding-8b': 32_768, 'baai/bge-m3': 8192 }),
    ...rerank({ 'qwen/qwen3-reranker-8b': 32_768, 'baai/bge-reranker-v2-m3': 8000 }),
  ],
};
