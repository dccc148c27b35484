import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const googleCloud: FactoryRow = {
  name: 'Google Cloud',
  tags: 'LLM',
  serves: ['chat'],
  authKind: 'json',
  dialect: 'vertex',
  credentialFields: [
    plain('google_project_id', 'Project id', { pattern: '[\\w.:-]+' }),
    plain('google_region', 'Region', { pattern: '[a-z0-9-]+' }),
    secret('google_service_account_key', 'Service account key (base64 of its JSON)'),
  ],
};
