import { apiKey } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const huggingFace: FactoryRow = {
  name: 'HuggingFace',
  tags: 'TEXT EMBEDDING,TEXT RE-RANK',
  rank: 920,
  serves: ['chat', 'embedding', 'rerank'],
  baseUrl: 'http://127.0.0.1:8080',
  baseUrlRequired: true,
  authKind: 'none',
  dialect: 'text-embeddings-inference',
  credentialFields: [apiKey({ required: false })],
};
