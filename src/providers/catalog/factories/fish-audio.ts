import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';
import { textToSpeech } from '../model-rows.js';

export const fishAudio: FactoryRow = {
  name: 'Fish Audio',
  tags: 'TTS',
  serves: ['tts'],
  baseUrl: 'https://api.fish.audio/v1/tts',
  authKind: 'json',
  dialect: 'fish-audio',
  // docs.fish.audio, "Text to Speech": what the `model` header takes; the free one speaks without credit.
  models: textToSpeech({ 's2.1-pro': null, 's2.1-pro-free': null, 's2-pro': null, s1: null }),
  credentialFields: [secret('fish_audio_ak', 'API key'), plain('fish_audio_refid', 'Voice id', { default: '' })],
};
