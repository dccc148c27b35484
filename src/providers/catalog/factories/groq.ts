import type { FactoryRow } from '../factory-row.js';
import { chat, speechToText, textToSpeech } from '../model-rows.js';

export const groq: FactoryRow = {
  name: 'Groq',
  tags: 'LLM',
  rank: 800,
  serves: ['chat', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.groq.com/openai/v1',
  // console.groq.com/docs/text-to-speech: Orpheus speaks WAV.
  openAi: { voice: 'hannah', speech: { format: 'wav' } },
  probeModels: { chat: ['openai/gpt-oss-20b', 'llama-3.1-8b-instant', 'llama-3.3-70b-versatile'] },
  models: [
    ...chat({ 'openai/gpt-oss-20b': 131_072, 'openai/gpt-oss-120b': 131_072 }, 'tools reasoning'),
    ...chat({ 'qwen/qwen3.8-27b': 131_072 }, 'tools vision reasoning'),
    ...chat({ 'llama-3.1-8b-instant': 131_072, 'llama-3.3-70b-versatile': 128_000 }, 'tools'),
    ...speechToText({ 'whisper-large-v3-turbo': null, 'whisper-large-v3': null }),
    ...textToSpeech({ 'canopylabs/orpheus-v1-english': null }),
  ],
};
