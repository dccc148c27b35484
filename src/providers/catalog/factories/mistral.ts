import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, speechToText, textToSpeech } from '../model-rows.js';

/** Moderation and OCR models answer on endpoints that are neither chat nor image description, so they are left out. */
export const mistral: FactoryRow = {
  name: 'Mistral',
  tags: 'LLM,TEXT EMBEDDING,MODERATION',
  rank: 910,
  serves: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.mistral.ai/v1',
  // docs.mistral.ai/api: fields that it does not know are refused, `stream_options.include_usage` among them.
  openAi: {
    chatFields: { seed: 'random_seed' },
    streamUsageUnasked: true,
    dimensions: 'output_dimension',
    voice: 'gb_jane_neutral',
    speech: { voiceField: 'voice_id', audioField: 'audio_data' },
  },
  probeModels: {
    chat: ['ministral-3b-latest', 'mistral-small-latest', 'open-mistral-nemo'],
    embedding: ['mistral-embed'],
  },
  models: [
    ...chat(
      {
        'ministral-3b-latest': 131_072,
        'mistral-large-latest': 262_144,
        'ministral-8b-latest': 262_144,
        'ministral-14b-latest': 262_144,
      },
      'tools vision',
    ),
    ...chat(
      {
        'mistral-small-latest': 262_144,
        'mistral-medium-latest': 262_144,
        'mistral-large-4': 1_048_576,
        'magistral-small-latest': 262_144,
        'magistral-medium-latest': 262_144,
      },
      'tools vision reasoning',
    ),
    ...chat({ 'devstral-latest': 256_000 }, 'tools reasoning'),
    ...chat({ 'codestral-latest': 256_000 }, 'tools'),
    ...chat({ 'mistral-saba-latest': 32_000, 'open-mistral-nemo': 131_000 }),
    ...embedding({ 'codestral-embed': 8192, 'mistral-embed': 8192 }),
    ...imageToText({ 'pixtral-large-latest': 131_000 }, 'tools'),
    ...speechToText({ 'voxtral-mini-latest': null }),
    ...textToSpeech({ 'voxtral-mini-tts-latest': null }),
  ],
};
