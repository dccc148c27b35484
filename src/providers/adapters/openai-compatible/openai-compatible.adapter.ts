import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from './openai-calls.js';
import { openAiPassThrough } from './pass-through.js';
import { openAiWire } from './wire.js';

/** OpenAI's REST surface with a bearer, and whatever a catalog row declares to differ. */
export function openAiCompatibleAdapter(http: ProviderHttp): ProviderAdapter {
  return {
    dialect: 'openai-compatible',
    ...openAiCalls({ http, wire: openAiWire }),
    passThrough: openAiPassThrough(openAiWire, ['chat', 'embeddings', 'speech']),
  };
}
