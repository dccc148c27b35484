import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { chat, stream } from './chat.js';
import { embed } from './embed.js';
import { listModels } from './model-list.js';

/** Ollama's own API (`docs/api.md` of the project); no key, unless a proxy in front of it wants one. */
export function ollamaAdapter(http: ProviderHttp): ProviderAdapter {
  return {
    dialect: 'ollama',
    chat: chat.bind(null, http),
    stream: stream.bind(null, http),
    chatLacks: ['image_url', 'tool_choice'],
    embed: embed.bind(null, http),
    listModels: listModels.bind(null, http),
  };
}
