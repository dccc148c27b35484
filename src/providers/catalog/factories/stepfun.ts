import type { FactoryRow } from '../factory-row.js';
import { chat, imageToText, speechToText, textToSpeech } from '../model-rows.js';

/** Its price page (platform.stepfun.com/docs/zh/guides/pricing/details); all step-1, step-2 and step-3 text models ended on 2026-07-08 (guides/model-migration). */
export const stepFun: FactoryRow = {
  name: 'StepFun',
  tags: 'LLM',
  serves: ['chat', 'image2text', 'speech2text', 'tts'],
  baseUrl: 'https://api.stepfun.com/v1',
  // platform.stepfun.com/docs/api-reference/audio/transcriptions: `response_format` is required.
  openAi: { voice: 'cixingnansheng', transcriptionFormat: 'json' },
  probeModels: { chat: ['step-3.5-flash', 'step-3.5-flash-2603', 'step-5-preview'] },
  models: [
    ...chat({ 'step-3.5-flash': 262_144, 'step-3.5-flash-2603': 262_144 }, 'tools reasoning'),
    ...chat({ 'step-5-preview': null }),
    ...imageToText({ 'step-3.7-flash': 262_144 }, 'tools reasoning'),
    ...imageToText({ 'step-1o-turbo-vision': 32_768 }),
    ...speechToText({ 'step-asr': null, 'step-asr-1.1': null }),
    ...textToSpeech({ 'step-tts-mini': 1000, 'step-tts-2': 1000 }),
  ],
};
