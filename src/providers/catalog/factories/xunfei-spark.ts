import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const xunFeiSpark: FactoryRow = {
  name: 'XunFei Spark',
  tags: 'LLM,TTS',
  rank: 820,
  serves: ['chat', 'tts'],
  baseUrl: 'https://spark-api-open.xf-yun.com/v1',
  authKind: 'by_type',
  dialect: 'xunfei-spark',
  credentialFields: [
    { ...secret('spark_api_password', 'API password'), types: ['chat'] },
    { ...plain('spark_app_id', 'App id'), types: ['tts'] },
    { ...secret('spark_api_secret', 'API secret'), types: ['tts'] },
    { ...secret('spark_api_key', 'API key'), types: ['tts'] },
  ],
};
