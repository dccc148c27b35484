import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const tencentCloud: FactoryRow = {
  name: 'Tencent Cloud',
  tags: 'SPEECH2TEXT',
  serves: ['speech2text'],
  baseUrl: 'https://asr.tencentcloudapi.com',
  authKind: 'json',
  dialect: 'tencent-asr',
  credentialFields: [secret('tencent_cloud_sid', 'Secret id'), secret('tencent_cloud_sk', 'Secret key')],
};
