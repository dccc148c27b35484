import { apiKey, plain } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';
import { chat, embedding, imageToText, speechToText } from '../model-rows.js';

/** A model here is the name of the user's own deployment; these are only the usual names. */
export const azureOpenAi: FactoryRow = {
  name: 'Azure-OpenAI',
  tags: 'LLM,TEXT EMBEDDING,SPEECH2TEXT,MODERATION',
  rank: 850,
  serves: ['chat', 'embedding', 'image2text', 'speech2text', 'tts'],
  baseUrlRequired: true,
  authKind: 'json',
  dialect: 'azure-openai',
  credentialFields: [
    apiKey(),
    plain('api_version', 'API version', { default: '2024-10-21', pattern: '[0-9A-Za-z.-]+' }),
  ],
  models: [
    ...chat(
      { 'gpt-5.4-mini': 272_000, 'gpt-5.4': 922_000, 'gpt-5-mini': 272_000, 'gpt-5': 272_000 },
      'tools vision reasoning',
    ),
    ...chat({ 'gpt-4.1-mini': 1_047_576, 'gpt-4.1': 1_047_576 }, 'tools vision'),
    ...chat({ 'gpt-3.5-turbo': 4096, 'gpt-4': 8191, 'gpt-4-turbo': 8191 }, 'tools'),
    ...chat({ 'gpt-3.5-turbo-16k': 16_385, 'gpt-4-32k': 32_768 }),
    ...embedding({ 'text-embedding-ada-002': 8191, 'text-embedding-3-small': 8191, 'text-embedding-3-large': 8191 }),
    ...imageToText({ 'gpt-4o-mini': 128_000, 'gpt-4o': 128_000 }, 'tools'),
    ...imageToText({ 'gpt-4-vision-preview': 765 }),
    ...speechToText({ 'whisper-1': 26_214_400 }),
  ],
};
