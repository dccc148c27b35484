import type { SpeechAnswer, SpeechRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { readAudio } from '../openai-compatible/audio.js';
import { authorization, modelHeader, speechUrl } from './endpoint.js';

/** `POST /v1/tts`. A voice is the id of one of the library's; the credential may name the usual one. */
export async function speak(
  http: ProviderHttp,
  target: ProviderTarget,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const voice = request.voice ?? target.credential['fish_audio_refid'] ?? '';
  const body = {
    text: request.text,
    ...(voice === '' ? {} : { reference_id: voice }),
    ...(request.format === undefined ? {} : { format: request.format }),
    ...(request.speed === undefined ? {} : { prosody: { speed: request.speed } }),
  };
  const headers = { ...authorization(target), ...modelHeader(request.model) };
  return readAudio(target, await http.send(target, { method: 'POST', url: speechUrl(target), headers, body }, options));
}
