import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

/** The endpoint, when one is named, is what the vendor takes for a model. */
export const volcEngine: FactoryRow = {
  name: 'VolcEngine',
  tags: 'LLM, TEXT EMBEDDING, IMAGE2TEXT',
  serves: ['chat', 'embedding', 'image2text'],
  baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
  authKind: 'json',
  dialect: 'volcengine',
  credentialFields: [secret('ark_api_key', 'Ark API key'), plain('endpoint_id', 'Endpoint id', { default: '' })],
  openAi: { bearer: 'ark_api_key', modelFrom: 'endpoint_id' },
};
