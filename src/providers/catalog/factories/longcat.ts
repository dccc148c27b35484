import type { FactoryRow } from '../factory-row.js';
import { chat } from '../model-rows.js';

/** The vendor documents /openai/v1/chat/completions. */
export const longCat: FactoryRow = {
  name: 'LongCat',
  tags: 'LLM',
  rank: 870,
  serves: ['chat'],
  baseUrl: 'https://api.longcat.chat/openai',
  openAi: { root: 'v1' },
  probeModels: { chat: ['LongCat-Flash-Lite', 'LongCat-2.0', 'LongCat-Flash-Chat'] },
  models: [
    ...chat({ 'LongCat-Flash-Lite': 327_680 }, 'tools'),
    ...chat({ 'LongCat-2.0': 131_072 }, 'tools reasoning'),
    ...chat({ 'LongCat-Flash-Chat': [8000, 262_144] }),
    ...chat({ 'LongCat-Flash-Thinking': [8000, 262_144] }, 'reasoning'),
  ],
};
