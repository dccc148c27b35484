import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const googleCloud: FactoryRow = {
  name: 'Google Cloud',
  tags: 'LLM',
  // RAGFlow's tags say no more than LLM; Vertex AI has embeddings, and all of its chats see.
  serves: ['chat', 'embedding', 'image2text'],
  authKind: 'json',
  dialect: 'vertex',
  probeModels: {
    chat: ['gemini-3.5-flash-lite', 'gemini-3.1-flash-lite', 'gemini-2.5-flash'],
    embedding: ['gemini-embedding-001', 'text-embedding-005'],
  },
  credentialFields: [
    plain('google_project_id', 'Project id', { pattern: '[\\w.:-]+' }),
    plain('google_region', 'Region', { pattern: '[a-z0-9-]+' }),
    secret('google_service_account_key', 'Service account key (base64 of its JSON)'),
  ],
};
