import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

/** Chat models: "星火认知大模型Web API文档" (xfyun.cn/doc/spark/HTTP调用文档.html); a voice is what RAGFlow calls the model of a tts. */
export const xunFeiSpark: FactoryRow = {
  name: 'XunFei Spark',
  tags: 'LLM,TTS',
  rank: 820,
  serves: ['chat', 'tts'],
  baseUrl: 'https://spark-api-open.xf-yun.com/v1',
  authKind: 'by_type',
  dialect: 'xunfei-spark',
  probeModels: { chat: ['lite', '4.0Ultra', 'generalv3.5'], tts: ['xiaoyan'] },
  credentialFields: [
    { ...secret('spark_api_password', 'API password'), types: ['chat'] },
    { ...plain('spark_app_id', 'App id'), types: ['tts'] },
    { ...secret('spark_api_secret', 'API secret'), types: ['tts'] },
    { ...secret('spark_api_key', 'API key'), types: ['tts'] },
  ],
};
