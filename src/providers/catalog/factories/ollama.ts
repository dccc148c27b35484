import { apiKey } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const ollama: FactoryRow = {
  name: 'Ollama',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  rank: 830,
  serves: ['chat', 'embedding', 'image2text'],
  baseUrlRequired: true,
  selfDeployed: true,
  authKind: 'none',
  dialect: 'ollama',
  credentialFields: [apiKey({ required: false })],
};
