import type { FactoryRow } from '../factory-row.js';
import { chat, embedding } from '../model-rows.js';

export const baiChuan: FactoryRow = {
  name: 'BaiChuan',
  tags: 'LLM,TEXT EMBEDDING',
  serves: ['chat', 'embedding'],
  baseUrl: 'https://api.baichuan-ai.com/v1',
  probeModels: { chat: ['Baichuan4-Air', 'Baichuan3-Turbo', 'Baichuan4'] },
  models: [
    ...chat({ 'Baichuan4-Air': 32_768, 'Baichuan4-Turbo': 32_768 }, 'tools'),
    ...chat({ 'Baichuan-M2': 32_768 }, 'reasoning'),
    ...chat({
      'Baichuan2-Turbo': 32_768,
      'Baichuan2-Turbo-192k': 196_608,
      'Baichuan3-Turbo': 32_768,
      'Baichuan3-Turbo-128k': 131_072,
      Baichuan4: 131_072,
    }),
    ...embedding({ 'Baichuan-Text-Embedding': 512 }),
  ],
};
