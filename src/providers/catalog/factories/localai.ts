import { apiKey } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const localAi: FactoryRow = {
  name: 'LocalAI',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrlRequired: true,
  selfDeployed: true,
  authKind: 'none',
  credentialFields: [apiKey({ required: false })],
  openAi: { root: 'v1' },
};
