import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, speechToText, textToSpeech } from '../model-rows.js';

/** OpenAI's model page; limits from LiteLLM 1.110.2. `-pro` and `-codex` models speak only the Responses API and are left out. */
export const openAi: FactoryRow = {
  name: 'OpenAI',
  tags: 'LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION',
  rank: 999,
  serves: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.openai.com/v1',
  probeModels: { chat: ['gpt-5.4-nano', 'gpt-4o-mini', 'gpt-6-luna'], embedding: ['text-embedding-3-small'] },
  models: [
    ...chat(
      {
        'gpt-5.4-nano': 272_000,
        'gpt-5.6-luna': 922_000,
        'gpt-5.4-mini': 272_000,
        'gpt-6-luna': 922_000,
        'gpt-6-sol': 922_000,
        'gpt-6.1-terra': 922_000,
        'gpt-6.1-sol': 922_000,
        'gpt-6-astra': 922_000,
        'gpt-5.6': 922_000,
        'gpt-5.6-sol': 922_000,
        'gpt-5.6-terra': 922_000,
        'gpt-5.5': 1_050_000,
        'gpt-5.4': 1_050_000,
        'gpt-5.2': 272_000,
        'gpt-5.1': 272_000,
        'chat-latest': 400_000,
        'gpt-5': 400_000,
        'gpt-5-mini': 400_000,
        'gpt-5-nano': 400_000,
        'gpt-5-chat-latest': 400_000,
        o3: 200_000,
        'o4-mini': 200_000,
      },
      'tools vision reasoning',
    ),
    ...chat({ 'o3-mini': 200_000 }, 'tools reasoning'),
    ...chat(
      {
        'gpt-4.1': 1_047_576,
        'gpt-4.1-mini': 1_047_576,
        'gpt-4.1-nano': 1_047_576,
        'gpt-4o-mini': 128_000,
        'gpt-4o': 128_000,
        'gpt-4-turbo': [8191, 128_000],
      },
      'tools vision',
    ),
    ...chat({ 'gpt-3.5-turbo': [4096, 16_385], 'gpt-4': [8191, 8192] }, 'tools'),
    ...embedding({ 'text-embedding-ada-002': 8191, 'text-embedding-3-small': 8191, 'text-embedding-3-large': 8191 }),
    ...speechToText({
      'gpt-4o-mini-transcribe': null,
      'gpt-4o-transcribe': null,
      'gpt-transcribe': null,
      'whisper-1': 26_214_400,
    }),
    ...textToSpeech({ 'gpt-4o-mini-tts': null, 'tts-1-hd': null, 'tts-1': 2048 }),
  ],
};
