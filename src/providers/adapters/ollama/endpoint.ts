import type { ProviderTarget } from '../../provider-adapter.js';

/** The URL of one of Ollama's own endpoints; a base given for its OpenAI-like `/v1` or with `/api` means the same server. */
export function endpointUrl(target: ProviderTarget, name: 'chat' | 'embed' | 'embeddings' | 'tags'): string {
  const server = target.baseUrl.replace(/\/+$/, '').replace(/\/(v1|api)$/, '');
  return `${server}/api/${name}`;
}

/** `x` is what RAGFlow's clients send for "no key". */
export function authorization(target: ProviderTarget): Readonly<Record<string, string>> {
  const key = target.credential['api_key'] ?? '';
  return key === '' || key === 'x' ? {} : { authorization: `Bearer ${key}` };
}
