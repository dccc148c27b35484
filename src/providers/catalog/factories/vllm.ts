import type { FactoryRow } from '../factory-row.js';

export const vllm: FactoryRow = {
  name: 'VLLM',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text'],
  baseUrlRequired: true,
};
