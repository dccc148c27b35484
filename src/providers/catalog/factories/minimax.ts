import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, textToSpeech } from '../model-rows.js';

/**
 * The base URL of the Chinese site, whose keys RAGFlow's `api.minimax.chat` took; api.minimax.io wants keys of its own.
 * Models: platform.minimaxi.com/docs/guides/text-generation and /docs/api-reference/speech-t2a-http; the `abab` ones are gone.
 */
export const miniMax: FactoryRow = {
  name: 'MiniMax',
  tags: 'LLM,TEXT EMBEDDING',
  rank: 810,
  serves: ['chat', 'embedding', 'tts'],
  baseUrl: 'https://api.minimaxi.com/v1',
  dialect: 'minimax',
  probeModels: { chat: ['MiniMax-M2.5', 'MiniMax-M2.7', 'MiniMax-M2'], tts: ['speech-2.6-turbo'] },
  models: [
    ...chat({ 'MiniMax-M3': 1_000_000 }, 'tools vision reasoning'),
    ...chat(
      {
        'MiniMax-M2.7': 204_800,
        'MiniMax-M2.7-highspeed': 204_800,
        'MiniMax-M2.5': 204_800,
        'MiniMax-M2.5-highspeed': 204_800,
        'MiniMax-M2.1': 204_800,
        'MiniMax-M2.1-highspeed': 204_800,
        'MiniMax-M2': 204_800,
      },
      'tools reasoning',
    ),
    ...embedding({ 'embo-01': 4096 }),
    ...textToSpeech({
      'speech-2.8-hd': null,
      'speech-2.8-turbo': null,
      'speech-2.6-hd': null,
      'speech-2.6-turbo': null,
      'speech-02-hd': null,
      'speech-02-turbo': null,
    }),
  ],
};
