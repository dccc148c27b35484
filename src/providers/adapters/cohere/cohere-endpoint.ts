import type { ProviderTarget } from '../../provider-adapter.js';

/** The server, however the base was given; chat, embed and rerank are in its `/v2`, the list of models only in `/v1`. */
export function cohereRoot({ baseUrl }: ProviderTarget): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v[12]$/, '');
}

export function cohereKey({ credential }: ProviderTarget): string {
  return credential['api_key'] ?? '';
}
