import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';

const SPEECH_PATH = '/v1/tts';

/** The base is the speech endpoint itself, as RAGFlow has it; the bare host means the same. */
export function speechUrl(target: ProviderTarget): string {
  return `${serverOf(target)}${SPEECH_PATH}`;
}

export function serverOf({ baseUrl }: ProviderTarget): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1(\/tts)?$/, '');
}

export function authorization({ credential }: ProviderTarget): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${credential['fish_audio_ak'] ?? ''}` };
}

/** The model is named in a header: what cannot stand in one is no model's name. */
export function modelHeader(model: string): Readonly<Record<string, string>> {
  if (!/^[\w.-]+$/.test(model)) throw new ProviderCallError('model_not_found', 'No model has this name');
  return { model };
}
