import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const bedrock: FactoryRow = {
  name: 'Bedrock',
  tags: 'LLM,TEXT EMBEDDING',
  rank: 860,
  serves: ['chat', 'embedding', 'rerank', 'image2text'],
  authKind: 'json',
  dialect: 'bedrock',
  credentialFields: [
    secret('bedrock_ak', 'Access key id'),
    secret('bedrock_sk', 'Secret access key'),
    plain('bedrock_region', 'Region', { pattern: '[a-z0-9-]+' }),
    // The other modes of RAGFlow act with the AWS identity of the server, which is not the tenant's to use.
    plain('auth_mode', 'Authentication mode', { required: false, pattern: 'access_key_secret' }),
    plain('aws_role_arn', 'Role ARN', { required: false }),
  ],
};
