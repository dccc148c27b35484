import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText } from '../model-rows.js';

/** The `kimi-k2-*` previews and thinkers and `kimi-latest` ended in 2026 (promptfoo.dev/docs/providers/moonshot, after the vendor's list). */
export const moonshot: FactoryRow = {
  name: 'Moonshot',
  tags: 'LLM,TEXT EMBEDDING,IMAGE2TEXT',
  rank: 960,
  serves: ['chat', 'image2text'],
  baseUrl: 'https://api.moonshot.cn/v1',
  probeModels: { chat: ['kimi-k2.6', 'kimi-k2.5', 'moonshot-v1-8k'] },
  models: [
    ...chat(
      {
        'kimi-k2.6': 262_144,
        'kimi-k3': 1_048_576,
        'kimi-k3.1-pro': 1_048_576,
        'kimi-k2.7-code': 262_144,
        'kimi-k2.5': 262_144,
      },
      'tools vision reasoning',
    ),
    ...chat(
      { 'moonshot-v1-8k': 8192, 'moonshot-v1-32k': 32_768, 'moonshot-v1-128k': 131_072, 'moonshot-v1-auto': 128_000 },
      'tools',
    ),
    ...imageToText(
      {
        'moonshot-v1-8k-vision-preview': 8192,
        'moonshot-v1-32k-vision-preview': 32_768,
        'moonshot-v1-128k-vision-preview': 131_072,
      },
      'tools',
    ),
  ],
};
