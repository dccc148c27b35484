import type { ProviderAdapter } from '../provider-adapter.js';
import type { ProviderHttp } from '../transport/provider-http.js';
import { anthropicAdapter } from './anthropic/anthropic.adapter.js';
import { bedrockAdapter } from './bedrock/bedrock.adapter.js';
import { cohereAdapter } from './cohere/cohere.adapter.js';
import { geminiAdapter } from './gemini/gemini.adapter.js';
import { ollamaAdapter } from './ollama/ollama.adapter.js';
import { openAiCompatibleAdapter } from './openai-compatible/openai-compatible.adapter.js';
import { vertexAdapter } from './vertex/vertex.adapter.js';

/** Every dialect this version speaks; both ways out are the outbound guard's. */
export function adaptersOver(http: ProviderHttp, fetch: typeof globalThis.fetch): readonly ProviderAdapter[] {
  return [
    openAiCompatibleAdapter(http),
    ollamaAdapter(http),
    anthropicAdapter(http, fetch),
    bedrockAdapter(http, fetch),
    cohereAdapter(http, fetch),
    geminiAdapter(http, fetch),
    vertexAdapter(http, fetch),
  ];
}
