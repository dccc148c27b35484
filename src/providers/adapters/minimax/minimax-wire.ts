import type { ProviderTarget } from '../../provider-adapter.js';
import type { OpenAiWire } from '../openai-compatible/wire.js';
import { miniMaxCause } from './minimax-cause.js';

/** Chat at MiniMax's own path, which tells thoughts from words; `max_tokens` is out of use there. */
export const miniMaxWire: OpenAiWire = {
  url: (target) => `${rootOf(target)}/text/chatcompletion_v2`,
  headers,
  causeIn: miniMaxCause,
  adapt: ({ max_tokens: limit, ...body }) => (limit === undefined ? body : { ...body, max_completion_tokens: limit }),
};

/** A base is given up to its version, as the vendor writes it, or with the whole path of a chat, as RAGFlow does. */
export function rootOf({ baseUrl }: ProviderTarget): string {
  const base = baseUrl.replace(/\/+$/, '').replace(/\/(text\/chatcompletion_v2|chat\/completions)$/, '');
  return /\/v\d+$/.test(base) ? base : `${base}/v1`;
}

export function headers({ credential }: ProviderTarget): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${credential['api_key'] ?? ''}` };
}
