import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';

/** `models/x` and `tunedModels/x` are resources; a bare name is one of the former. */
const MODEL_NAME = /^(?!.*\.\.)[\w.@-]+(\/[\w.@-]+)*$/;

/** The API's version root, however the base was given, be it for Google's OpenAI-like `/v1beta/openai`. */
export function geminiRoot({ baseUrl }: ProviderTarget): string {
  return `${baseUrl.replace(/\/+$/, '').replace(/\/v1(beta)?(\/openai)?$/, '')}/v1beta`;
}

export function geminiKey({ credential }: ProviderTarget): string {
  return credential['api_key'] ?? '';
}

/** A model's name as the libraries put it into Google's paths, which they do without escaping it. */
export function modelInPath(model: string): string {
  if (!MODEL_NAME.test(model)) throw new ProviderCallError('model_not_found', 'No model can have this name');
  return model.replace(/^models\//, '');
}
