import type { FactoryRow } from '../factory-row.js';

export const openAiApiCompatible: FactoryRow = {
  name: 'OpenAI-API-Compatible',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  rank: 890,
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrlRequired: true,
};
