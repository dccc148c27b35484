import type { FactoryRow } from '../factory-row.js';

export const togetherAi: FactoryRow = {
  name: 'TogetherAI',
  tags: 'LLM,TEXT EMBEDDING,IMAGE2TEXT',
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.together.xyz/v1',
  // docs.together.ai, "Text-to-speech": a voice is required; this is the one of its first example.
  openAi: { voice: 'tara' },
  probeModels: { chat: ['openai/gpt-oss-120b', 'Qwen/Qwen3.5-9B', 'Qwen/Qwen2.5-7B-Instruct-Turbo'] },
};
