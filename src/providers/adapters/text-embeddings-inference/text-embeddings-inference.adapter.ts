import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { serverWire } from './endpoint.js';
import { embed } from './embed.js';
import { listModels } from './model-list.js';
import { rerank } from './rerank.js';

/**
 * A server of Hugging Face at the user's own place, one model each: Text Embeddings Inference for vectors and scores
 * (router/src/http/server.rs of the project), Text Generation Inference's Messages API for chat.
 */
export function textEmbeddingsInferenceAdapter(http: ProviderHttp): ProviderAdapter {
  const { chat, stream } = openAiCalls({ http, wire: serverWire });
  return {
    dialect: 'text-embeddings-inference',
    chat,
    stream,
    chatLacks: ['reasoning_effort'],
    embed: embed.bind(null, http),
    rerank: rerank.bind(null, http),
    listModels: listModels.bind(null, http),
  };
}
