import type { FactoryRow } from '../factory-row.js';

export const modelScope: FactoryRow = {
  name: 'ModelScope',
  tags: 'LLM',
  serves: ['chat', 'embedding', 'image2text'],
  baseUrlRequired: true,
  openAi: { root: 'v1' },
};
