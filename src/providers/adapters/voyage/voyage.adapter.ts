import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiWire } from '../openai-compatible/wire.js';
import { embedMultimodal, isMultimodal } from './multimodal.js';

/** Voyage AI (docs.voyageai.com/reference): embeddings and rerank close to OpenAI's and Jina's, and no list of models. */
export function voyageAdapter(http: ProviderHttp): ProviderAdapter {
  const { embed, rerank } = openAiCalls({ http, wire: openAiWire });
  return {
    dialect: 'voyage',
    embed: (target, request, options) =>
      isMultimodal(request.model) ? embedMultimodal(http, target, request, options) : embed(target, request, options),
    rerank,
  };
}
