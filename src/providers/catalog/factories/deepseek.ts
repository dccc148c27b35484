import type { FactoryRow } from '../factory-row.js';
import { chat } from '../model-rows.js';

export const deepSeek: FactoryRow = {
  name: 'DeepSeek',
  tags: 'LLM',
  rank: 970,
  serves: ['chat'],
  baseUrl: 'https://api.deepseek.com/v1',
  probeModels: { chat: ['deepseek-v4-flash', 'deepseek-flash', 'deepseek-chat'] },
  models: [
    ...chat({ 'deepseek-v4-flash': 1_000_000, 'deepseek-flash': 1_000_000 }, 'tools vision reasoning'),
    ...chat({ 'deepseek-v4-pro': 1_000_000 }, 'tools reasoning'),
    ...chat({ 'deepseek-chat': [64_000, 131_072] }, 'tools'),
    ...chat({ 'deepseek-reasoner': [64_000, 131_072] }, 'reasoning'),
  ],
};
