import type { FactoryRow } from '../factory-row.js';
import { embedding, imageToText, textToSpeech } from '../model-rows.js';

export const gemini: FactoryRow = {
  name: 'Gemini',
  tags: 'LLM,TEXT EMBEDDING,IMAGE2TEXT',
  rank: 980,
  serves: ['chat', 'embedding', 'image2text', 'tts'],
  baseUrl: 'https://generativelanguage.googleapis.com',
  authKind: 'api_key',
  dialect: 'gemini',
  probeModels: {
    embedding: ['gemini-embedding-001', 'gemini-embedding-2'],
    image2text: ['gemini-3.1-flash-lite', 'gemini-3.5-flash-lite', 'gemini-2.5-flash-lite'],
    tts: ['gemini-3.8-flash-lite-tts', 'gemini-3.8-flash-tts'],
  },
  models: [
    ...embedding({ 'gemini-embedding-001': 2048, 'gemini-embedding-2': 8192 }),
    ...imageToText(
      {
        'gemini-3.5-flash-lite': 1_048_576,
        'gemini-3.8-flash': 1_048_576,
        'gemini-3.7-flash': 1_048_576,
        'gemini-3.6-flash': 1_048_576,
        'gemini-3.5-flash': 1_048_576,
        'gemini-3.1-flash-lite': 1_048_576,
        'gemini-3.1-pro-preview': 1_048_576,
        'gemini-4-hydrogen': 1_048_576,
        'gemini-4-argon': 1_048_576,
        'gemini-2.5-flash': 1_048_576,
        'gemini-2.5-pro': 1_048_576,
        'gemini-2.5-flash-lite': 1_048_576,
      },
      'tools reasoning',
    ),
    // Without gemini-3-pro-preview, shut down on 9 March 2026 (ai.google.dev, "Gemini deprecations").
    ...textToSpeech({ 'gemini-3.8-flash-tts': 8192, 'gemini-3.8-flash-lite-tts': 8192 }),
  ],
};
