import type { FactoryRow } from '../factory-row.js';
import { chat, speechToText, textToSpeech } from '../model-rows.js';

/** Both Llama models ended on 2026-08-16 (console.groq.com/docs/deprecations). */
export const groq: FactoryRow = {
  name: 'Groq',
  tags: 'LLM',
  rank: 800,
  serves: ['chat', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.groq.com/openai/v1',
  // "Groq" of docs.pipecat.ai: Orpheus there speaks WAV.
  openAi: { voice: 'hannah', speech: { format: 'wav' } },
  probeModels: { chat: ['openai/gpt-oss-20b', 'openai/gpt-oss-120b'] },
  models: [
    ...chat({ 'openai/gpt-oss-20b': 131_072, 'openai/gpt-oss-120b': 131_072 }, 'tools reasoning'),
    ...chat({ 'qwen/qwen3.8-27b': 131_072 }, 'tools vision reasoning'),
    ...speechToText({ 'whisper-large-v3-turbo': null, 'whisper-large-v3': null }),
    ...textToSpeech({ 'canopylabs/orpheus-v1-english': null }),
  ],
};
