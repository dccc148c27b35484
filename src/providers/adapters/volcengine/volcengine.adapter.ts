import type { ProviderAdapter } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiPassThrough } from '../openai-compatible/pass-through.js';
import { openAiWire, upstreamModel } from '../openai-compatible/wire.js';
import { embedMultimodal } from './multimodal.js';

/** What Ark says of a model at the wrong one of its two embedding endpoints. */
const OTHER_ENDPOINT = /not support this api/i;

/** Volcengine Ark: OpenAI's calls, and an embedding endpoint of its own for the models that also see. */
export function volcEngineAdapter(http: ProviderHttp): ProviderAdapter {
  const { chat, stream, embed, listModels } = openAiCalls({ http, wire: openAiWire });
  return {
    dialect: 'volcengine',
    chat,
    stream,
    embed: async (target, request, options) => {
      if (upstreamModel(target, request.model).includes('vision'))
        return embedMultimodal(http, target, request, options);
      try {
        return await embed(target, request, options);
      } catch (error) {
        // The id of an endpoint does not tell what model is behind it.
        if (!(error instanceof ProviderCallError) || !OTHER_ENDPOINT.test(error.providerText)) throw error;
        return embedMultimodal(http, target, request, options);
      }
    },
    passThrough: openAiPassThrough(openAiWire, ['chat']),
    listModels,
  };
}
