import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, speechToText, textToSpeech } from '../model-rows.js';

/** `grok-2-image-1212` of RAGFlow's list draws images and does not describe them: left out. */
export const deerApi: FactoryRow = {
  name: 'DeerAPI',
  tags: 'LLM,TEXT EMBEDDING,IMAGE2TEXT',
  serves: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.deerapi.com/v1',
  probeModels: { chat: ['gpt-5.4-nano', 'gpt-4o-mini', 'gpt-4.1-nano'], embedding: ['text-embedding-3-small'] },
  models: [
    ...chat(
      {
        'gpt-5.4-mini': 272_000,
        'gpt-5.4-nano': 272_000,
        'gpt-5.4': 1_050_000,
        'claude-sonnet-4-6': 1_000_000,
        'claude-haiku-4-5': 200_000,
        'gpt-5-chat-latest': 400_000,
        'o4-mini-2025-04-16': 200_000,
        'o3-pro-2025-06-10': 200_000,
      },
      'tools vision reasoning',
    ),
    ...chat(
      { 'deepseek-v4-flash': 1_000_000, 'deepseek-r1-0528': 164_000, 'qwen3-coder-plus-2025-07-22': 128_000 },
      'tools reasoning',
    ),
    ...chat(
      {
        'gpt-4o': 128_000,
        'gpt-5-mini': 400_000,
        'gpt-4.1-mini': 1_047_576,
        'gpt-4.1': 1_047_576,
        'gpt-4o-mini': 128_000,
      },
      'tools vision',
    ),
    ...chat({
      'chatgpt-4o-latest': 128_000,
      'gpt-5-nano': 400_000,
      'claude-3-5-haiku-latest': 200_000,
      'grok-4-0709': 131_072,
      'grok-3': 131_072,
      'grok-3-mini': 131_072,
    }),
    ...chat(
      {
        'gpt-5': 400_000,
        'gpt-4.1-nano': 1_047_576,
        'claude-3-7-sonnet-latest': 200_000,
        'deepseek-v3': 64_000,
        'deepseek-chat': 32_000,
        'qwen3-30b-a3b': 128_000,
      },
      'tools',
    ),
    ...chat({ 'deepseek-v3.1': 64_000, 'deepseek-reasoner': 64_000 }, 'reasoning'),
    ...embedding({ 'text-embedding-ada-002': 8191, 'text-embedding-3-small': 8191, 'text-embedding-3-large': 8191 }),
    ...imageToText(
      {
        'gemini-3.5-flash': 1_048_576,
        'gemini-2.5-pro': 1_000_000,
        'gemini-2.5-flash': 1_000_000,
        'gemini-2.5-flash-lite': 1_000_000,
      },
      'tools reasoning',
    ),
    ...imageToText({
      'claude-opus-4-1-20250805': 200_000,
      'claude-sonnet-4-20250514': 200_000,
      'gemini-2.0-flash': 1_000_000,
    }),
    ...imageToText(
      { 'claude-opus-4-1-20250805-thinking': 200_000, 'claude-sonnet-4-20250514-thinking': 200_000 },
      'reasoning',
    ),
    ...speechToText({ 'whisper-1': 26_214_400 }),
    ...textToSpeech({ 'tts-1': 2048 }),
  ],
};
