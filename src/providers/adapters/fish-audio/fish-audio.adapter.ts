import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { proveSpeech } from './free-proof.js';
import { speak } from './speak.js';

/** Fish Audio (docs.fish.audio, "API Reference"): speech with the voices of its library. */
export function fishAudioAdapter(http: ProviderHttp): ProviderAdapter {
  return { dialect: 'fish-audio', speak: speak.bind(null, http), freeProofs: { tts: proveSpeech.bind(null, http) } };
}
