import type { FactoryRow } from '../factory-row.js';
import { chat, textToSpeech } from '../model-rows.js';

export const miniMax: FactoryRow = {
  name: 'MiniMax',
  tags: 'LLM,TEXT EMBEDDING',
  rank: 810,
  serves: ['chat', 'embedding', 'tts'],
  baseUrl: 'https://api.minimax.chat/v1/text/chatcompletion_v2',
  dialect: 'minimax',
  models: [
    ...chat({ 'MiniMax-M3': 1_000_000 }, 'tools vision reasoning'),
    ...chat({ 'MiniMax-M2.5': 1_000_000, 'MiniMax-M2.1': 1_000_000, 'MiniMax-M2': 200_000 }, 'tools reasoning'),
    ...chat({
      'abab6.5-chat': 8192,
      'abab6.5s-chat': 245_760,
      'abab6.5t-chat': 8192,
      'abab6.5g-chat': 8192,
      'abab5.5s-chat': 8192,
    }),
    ...textToSpeech({ 'speech-2.6-turbo': null, 'speech-2.6-hd': null }),
  ],
};
