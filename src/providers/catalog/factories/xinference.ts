import { apiKey } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const xinference: FactoryRow = {
  name: 'Xinference',
  tags: 'LLM,TEXT EMBEDDING,TTS,SPEECH2TEXT,MODERATION,TEXT RE-RANK',
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrlRequired: true,
  selfDeployed: true,
  credentialFields: [apiKey({ required: false })],
  openAi: { root: 'v1' },
};
