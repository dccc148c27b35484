import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText } from '../model-rows.js';

export const tencentHunyuan: FactoryRow = {
  name: 'Tencent Hunyuan',
  tags: 'LLM,IMAGE2TEXT',
  serves: ['chat', 'image2text'],
  baseUrl: 'https://hunyuan.tencentcloudapi.com',
  authKind: 'json',
  dialect: 'tencent-hunyuan',
  credentialFields: [secret('hunyuan_sid', 'Secret id'), secret('hunyuan_sk', 'Secret key')],
  models: [
    ...chat({ 'hunyuan-turbos-latest': 32_768 }, 'tools'),
    ...chat({ 'hunyuan-t1-latest': 65_536 }, 'reasoning'),
    ...chat({
      'hunyuan-pro': 32_768,
      'hunyuan-standard': 32_768,
      'hunyuan-standard-256K': 262_144,
      'hunyuan-lite': 262_144,
    }),
    ...imageToText({ 'hunyuan-turbos-vision': 32_768, 'hunyuan-vision': 8192 }),
  ],
};
