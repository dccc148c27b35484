import type { ProviderTarget } from '../../provider-adapter.js';
import { type OpenAiWire, openAiWire, pathOf } from '../openai-compatible/wire.js';

/** The URL of one of the server's own endpoints; a base given with one of them, or for its OpenAI-like `/v1`, means the same server. */
export function endpointUrl(target: ProviderTarget, name: 'embed' | 'rerank' | 'info'): string {
  return `${serverOf(target)}/${name}`;
}

/** The bearer, when the server was started with a key. */
export function authorization(target: ProviderTarget): Readonly<Record<string, string>> {
  return openAiWire.headers(target);
}

/** The OpenAI-like side of the same server. */
export const serverWire: OpenAiWire = {
  url: (target, endpoint) => `${serverOf(target)}/v1/${pathOf(endpoint)}`,
  headers: authorization,
};

function serverOf({ baseUrl }: ProviderTarget): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/(v1|embed|rerank)$/, '');
}
