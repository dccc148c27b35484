import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, rerank } from '../model-rows.js';

export const cohere: FactoryRow = {
  name: 'Cohere',
  tags: 'LLM,TEXT EMBEDDING, TEXT RE-RANK',
  rank: 900,
  serves: ['chat', 'embedding', 'rerank', 'image2text'],
  baseUrl: 'https://api.cohere.com',
  dialect: 'cohere',
  probeModels: {
    chat: ['command-r7b-12-2024', 'command-a-03-2025'],
    embedding: ['embed-english-light-v3.0', 'embed-v4.0'],
    rerank: ['rerank-v3.5', 'rerank-v4.0-fast'],
  },
  models: [
    ...chat(
      {
        'command-r7b-12-2024': 128_000,
        'command-a-03-2025': 256_000,
        'command-r-08-2024': 128_000,
        'command-r-plus-08-2024': 128_000,
        // Only for those who used them before (docs.cohere.com, "Deprecations").
        'command-r-plus': 131_072,
        'command-r': 131_072,
      },
      'tools',
    ),
    ...chat({ 'command-a-plus-05-2026': 128_000 }, 'tools vision reasoning'),
    ...embedding({
      'embed-v4.0': 128_000,
      'embed-v5.0-fast': 128_000,
      'embed-v5.0-pro': 128_000,
      'embed-english-v3.0': 512,
      'embed-english-light-v3.0': 512,
      'embed-multilingual-v3.0': 512,
      'embed-multilingual-light-v3.0': 512,
    }),
    ...rerank({
      'rerank-v3.5': 4096,
      'rerank-v4.0-fast': 32_768,
      'rerank-v4.0-pro': 32_768,
      'rerank-v5.0-fast': 32_768,
      'rerank-v5.0-pro': 32_768,
      'rerank-english-v3.0': 4096,
      'rerank-multilingual-v3.0': 4096,
    }),
  ],
};
