import type { FactoryRow } from '../factory-row.js';
import { embedding } from '../model-rows.js';

export const builtin: FactoryRow = {
  name: 'Builtin',
  tags: 'TEXT EMBEDDING',
  serves: ['embedding'],
  selfDeployed: true,
  authKind: 'none',
  dialect: 'builtin',
  unavailable: 'Builtin is part of the instance itself and cannot be added',
  credentialFields: [],
  models: [...embedding({ 'BAAI/bge-small-en-v1.5': 512, 'BAAI/bge-m3': 8192, 'Qwen/Qwen3-Embedding-0.6B': 32_768 })],
};
