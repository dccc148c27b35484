import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiPassThrough } from '../openai-compatible/pass-through.js';
import { openAiWire } from '../openai-compatible/wire.js';
import { rerank } from './rerank.js';

/** NVIDIA's hosted models and NIM containers: OpenAI's calls, and a rerank of its own. */
export function nvidiaAdapter(http: ProviderHttp): ProviderAdapter {
  const { chat, stream, embed, listModels } = openAiCalls({ http, wire: openAiWire });
  const passThrough = openAiPassThrough(openAiWire, ['chat']);
  return { dialect: 'nvidia', chat, stream, embed, rerank: rerank.bind(null, http), passThrough, listModels };
}
