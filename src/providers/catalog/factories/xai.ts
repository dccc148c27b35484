import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText } from '../model-rows.js';

/** `grok-3` and `grok-4` ended on 2026-05-15 (docs.x.ai/docs/migration/may-15-retirement). */
export const xai: FactoryRow = {
  name: 'xAI',
  tags: 'LLM',
  rank: 930,
  serves: ['chat', 'image2text'],
  baseUrl: 'https://api.x.ai/v1',
  models: [
    ...chat(
      {
        'grok-4.3': 1_000_000,
        'grok-4.5': 500_000,
        'grok-4.6': 500_000,
        'grok-4.7': 500_000,
        'grok-4.20': 1_000_000,
        'grok-build-0.1': 256_000,
      },
      'tools vision reasoning',
    ),
    ...chat({ 'grok-4.20-non-reasoning': 1_000_000 }, 'tools vision'),
    ...chat({ 'grok-3-mini-fast': 131_072, 'grok-3-fast': 131_072 }, 'tools'),
    ...chat({ 'grok-3-mini': 131_072 }),
    ...imageToText({ 'grok-2-vision': 32_768 }, 'tools'),
  ],
};
