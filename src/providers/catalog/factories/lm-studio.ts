import { apiKey } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const lmStudio: FactoryRow = {
  name: 'LM-Studio',
  tags: 'LLM,TEXT EMBEDDING,IMAGE2TEXT',
  serves: ['chat', 'embedding', 'image2text'],
  baseUrlRequired: true,
  selfDeployed: true,
  authKind: 'none',
  credentialFields: [apiKey({ required: false })],
  openAi: { root: 'v1' },
};
