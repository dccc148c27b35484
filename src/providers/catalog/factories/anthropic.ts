import type { FactoryRow } from '../factory-row.js';
import { chat } from '../model-rows.js';

export const anthropic: FactoryRow = {
  name: 'Anthropic',
  tags: 'LLM',
  rank: 990,
  serves: ['chat', 'image2text'],
  baseUrl: 'https://api.anthropic.com/',
  authKind: 'x-api-key',
  dialect: 'anthropic',
  models: [
    ...chat(
      {
        'claude-haiku-4-5': 200_000,
        'claude-haiku-5-5': 1_000_000,
        'claude-sonnet-4-6': 1_000_000,
        'claude-sonnet-5': 1_000_000,
        'claude-sonnet-5-5': 1_000_000,
        'claude-opus-4-8': 1_000_000,
        'claude-opus-5': 1_000_000,
        'claude-opus-5-5': 1_000_000,
        'claude-sonnet-4-5': 200_000,
        'claude-opus-4-6': 1_000_000,
        'claude-opus-4-5': 200_000,
        'claude-sonnet-4-5-20250929': 204_800,
      },
      'tools vision reasoning',
    ),
    ...chat({
      'claude-opus-4-1-20250805': 204_800,
      'claude-opus-4-20250514': 204_800,
      'claude-sonnet-4-20250514': 204_800,
    }),
  ],
};
