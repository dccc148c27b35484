import type { FactoryRow } from '../factory-row.js';
import { chat } from '../model-rows.js';

/** "Your First API Call" of api-docs.deepseek.com; `deepseek-chat` and `deepseek-reasoner` ended on 2026-07-24. */
export const deepSeek: FactoryRow = {
  name: 'DeepSeek',
  tags: 'LLM',
  rank: 970,
  serves: ['chat'],
  baseUrl: 'https://api.deepseek.com/v1',
  probeModels: { chat: ['deepseek-flash', 'deepseek-v4-flash', 'deepseek-v4-pro'] },
  models: [
    ...chat({ 'deepseek-flash': 1_000_000, 'deepseek-v4-flash': 1_000_000 }, 'tools vision reasoning'),
    ...chat({ 'deepseek-v4-pro': 1_000_000 }, 'tools reasoning'),
  ],
};
