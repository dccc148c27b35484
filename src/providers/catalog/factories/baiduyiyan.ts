import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

/** The inference API V2 ("模型服务 V1 接口下线及迁移说明", cloud.baidu.com/doc/qianfan/s/rmse4vxp8); RAGFlow's is V1, which ended on 2026-08-31. */
export const baiduYiyan: FactoryRow = {
  name: 'BaiduYiyan',
  tags: 'LLM',
  rank: 880,
  serves: ['chat'],
  baseUrl: 'https://qianfan.baidubce.com/v2',
  authKind: 'json',
  dialect: 'baidu-qianfan',
  probeModels: { chat: ['ernie-5.1', 'ernie-4.5-turbo-128k', 'ernie-speed-pro-128k'] },
  credentialFields: [secret('yiyan_ak', 'Access key'), secret('yiyan_sk', 'Secret key')],
};
