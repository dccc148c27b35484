import type { FactoryRow } from '../factory-row.js';
import { chat } from '../model-rows.js';

/** "LongCat API开放平台更新日志" (longcat.chat/platform/docs): all Flash models ended on 2026-05-29. The path is /openai/v1/chat/completions. */
export const longCat: FactoryRow = {
  name: 'LongCat',
  tags: 'LLM',
  rank: 870,
  serves: ['chat'],
  baseUrl: 'https://api.longcat.chat/openai',
  openAi: { root: 'v1' },
  models: chat({ 'LongCat-2.0': 1_048_576 }, 'tools reasoning'),
};
