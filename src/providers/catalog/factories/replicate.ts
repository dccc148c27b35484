import type { FactoryRow } from '../factory-row.js';

export const replicate: FactoryRow = {
  name: 'Replicate',
  tags: 'LLM,TEXT EMBEDDING',
  serves: ['chat', 'embedding'],
  baseUrl: 'https://api.replicate.com/v1',
  dialect: 'replicate',
};
