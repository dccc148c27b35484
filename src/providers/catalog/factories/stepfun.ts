import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText, speechToText, textToSpeech } from '../model-rows.js';

export const stepFun: FactoryRow = {
  name: 'StepFun',
  tags: 'LLM',
  serves: ['chat', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.stepfun.com/v1',
  // platform.stepfun.com/docs/api-reference/audio/transcriptions: `response_format` is required.
  openAi: { voice: 'cixingnansheng', transcriptionFormat: 'json' },
  probeModels: { chat: ['step-2-mini', 'step-1-8k'] },
  models: [
    ...chat({ 'step-2-mini': 32_768, 'step-2-16k': 16_384 }, 'tools'),
    ...chat({ 'step-1-8k': 8192, 'step-1-32k': 32_768, 'step-1-128k': 131_072, 'step-1-256k': 262_144 }),
    ...imageToText({ 'step-3': 65_536, 'step-3.7-flash': 262_144 }, 'tools reasoning'),
    ...imageToText({ 'step-1o-turbo-vision': 32_768, 'step-1v-8k': 8192 }),
    ...speechToText({ 'step-asr': null }),
    ...textToSpeech({ 'step-tts-mini': 1000 }),
  ],
};
