import type { FactoryRow } from '../factory-row.js';
import { chat, embedding } from '../model-rows.js';

/** console.upstage.ai/docs/models; `solar-pro2` ended on 2026-10-30. Which side of a search a text is on is a model of its own. */
export const upstage: FactoryRow = {
  name: 'Upstage',
  tags: 'LLM,TEXT EMBEDDING',
  serves: ['chat', 'embedding'],
  baseUrl: 'https://api.upstage.ai/v1',
  probeModels: {
    chat: ['solar-mini', 'solar-pro4', 'solar-1-mini-chat'],
    embedding: ['embedding-query', 'solar-embedding-1-large-query'],
  },
  models: [
    ...chat({ 'solar-mini': 32_768 }, 'tools'),
    ...chat({ 'solar-pro4': 524_288, 'solar-pro3': 131_072 }, 'tools reasoning'),
    ...chat({ 'solar-1-mini-chat': 32_768, 'solar-1-mini-chat-ja': 32_768 }),
    ...embedding({
      'embedding-query': 4000,
      'embedding-passage': 4000,
      'solar-embedding-1-large-query': 4000,
      'solar-embedding-1-large-passage': 4000,
    }),
  ],
};
