import type { FactoryRow } from '../factory-row.js';

export const fastEmbed: FactoryRow = {
  name: 'FastEmbed',
  tags: 'TEXT EMBEDDING',
  serves: ['embedding'],
  selfDeployed: true,
  authKind: 'none',
  dialect: 'fastembed',
  unavailable: "FastEmbed runs inside RAGFlow's own process; there is no server to call",
  credentialFields: [],
};
