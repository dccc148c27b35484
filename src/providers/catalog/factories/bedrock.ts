import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const bedrock: FactoryRow = {
  name: 'Bedrock',
  tags: 'LLM,TEXT EMBEDDING',
  rank: 860,
  serves: ['chat', 'embedding', 'rerank', 'image2text'],
  authKind: 'json',
  dialect: 'bedrock',
  // The first has a profile for all regions; the others are where the region has them.
  probeModels: {
    chat: ['global.amazon.nova-2-lite-v1:0', 'amazon.nova-micro-v1:0', 'openai.gpt-oss-20b-1:0'],
    embedding: ['amazon.titan-embed-text-v2:0', 'cohere.embed-multilingual-v3'],
    rerank: ['cohere.rerank-v3-5:0', 'amazon.rerank-v1:0'],
  },
  credentialFields: [
    secret('bedrock_ak', 'Access key id'),
    secret('bedrock_sk', 'Secret access key'),
    plain('bedrock_region', 'Region', { pattern: '[a-z0-9-]+' }),
    // The other modes of RAGFlow act with the AWS identity of the server, which is not the tenant's to use.
    plain('auth_mode', 'Authentication mode', { required: false, pattern: 'access_key_secret' }),
    plain('aws_role_arn', 'Role ARN', { required: false }),
  ],
};
