import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText } from '../model-rows.js';

/** Names and limits: "产品概述" (cloud.tencent.com/document/product/1729/104753); GetEmbedding cuts off after 1024 tokens. */
export const tencentHunyuan: FactoryRow = {
  name: 'Tencent Hunyuan',
  tags: 'LLM,IMAGE2TEXT',
  serves: ['chat', 'image2text', 'embedding'],
  baseUrl: 'https://hunyuan.tencentcloudapi.com',
  authKind: 'json',
  dialect: 'tencent-hunyuan',
  credentialFields: [secret('hunyuan_sid', 'Secret id'), secret('hunyuan_sk', 'Secret key')],
  probeModels: { chat: ['hunyuan-lite', 'hunyuan-turbos-latest', 'hunyuan-standard'] },
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
    ...embedding({ 'hunyuan-embedding': 1024 }),
  ],
};
