import { plain, secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

export const fishAudio: FactoryRow = {
  name: 'Fish Audio',
  tags: 'TTS',
  serves: ['tts'],
  baseUrl: 'https://api.fish.audio/v1/tts',
  authKind: 'json',
  dialect: 'fish-audio',
  // docs.fish.audio, "Text to Speech": what the `model` header takes; the free one speaks without credit.
  probeModels: { tts: ['s2.1-pro', 's2.1-pro-free', 's2-pro'] },
  credentialFields: [secret('fish_audio_ak', 'API key'), plain('fish_audio_refid', 'Voice id', { default: '' })],
};
