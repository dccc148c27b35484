import type { CohereProvider } from '@ai-sdk/cohere';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { jsonText } from '../../transport/json-value.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import type { RefusedAnswer } from '../../transport/refusal.js';
import { aiSdkChat, aiSdkRerank } from '../ai-sdk/ai-sdk-calls.js';
import { fieldsOf } from '../answer-shape.js';
import { cohereKey, cohereRoot } from './cohere-endpoint.js';
import { embed } from './embed.js';
import { listModels } from './model-list.js';

/** Cohere's API v2 (docs.cohere.com, "Chat API (v2)", "Embed API (v2)", "Rerank API (v2)"). */
export function cohereAdapter(http: ProviderHttp, fetch: typeof globalThis.fetch): ProviderAdapter {
  const provider = async (target: ProviderTarget): Promise<CohereProvider> => {
    const { createCohere } = await import('@ai-sdk/cohere');
    return createCohere({ baseURL: `${cohereRoot(target)}/v2`, apiKey: cohereKey(target), fetch });
  };
  const { chat, stream } = aiSdkChat(async (target, model) => (await provider(target))(model), undefined, errorInside);
  return {
    dialect: 'cohere',
    chat,
    stream,
    // It can be told how many tokens to think with, which is not the same thing.
    chatLacks: ['reasoning_effort'],
    embed: embed.bind(null, http),
    rerank: aiSdkRerank(async (target, model) => (await provider(target)).reranking(model)),
    listModels: listModels.bind(null, http),
  };
}

/** A stream that failed ends as others do, but for its reason (docs.cohere.com, "Chat with Streaming"). */
function errorInside(chunk: unknown): RefusedAnswer | null {
  const { type, delta } = fieldsOf(chunk);
  const { finish_reason: reason, error } = fieldsOf(delta);
  if (type !== 'message-end' || (reason !== 'ERROR' && reason !== 'TIMEOUT')) return null;
  return { status: 500, body: jsonText({ message: error ?? `The stream ended with ${reason}` }) };
}
