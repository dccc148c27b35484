import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const baiduYiyan: FactoryRow = {
  name: 'BaiduYiyan',
  tags: 'LLM',
  rank: 880,
  serves: ['chat'],
  authKind: 'json',
  dialect: 'baidu-qianfan',
  credentialFields: [secret('yiyan_ak', 'Access key'), secret('yiyan_sk', 'Secret key')],
};
