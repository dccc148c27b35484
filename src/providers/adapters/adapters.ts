import type { ProviderAdapter } from '../provider-adapter.js';
import type { ProviderHttp } from '../transport/provider-http.js';
import { anthropicAdapter } from './anthropic/anthropic.adapter.js';
import { azureOpenAiAdapter } from './azure-openai/azure-openai.adapter.js';
import { fishAudioAdapter } from './fish-audio/fish-audio.adapter.js';
import { nvidiaAdapter } from './nvidia/nvidia.adapter.js';
import { ollamaAdapter } from './ollama/ollama.adapter.js';
import { openAiCompatibleAdapter } from './openai-compatible/openai-compatible.adapter.js';
import { replicateAdapter } from './replicate/replicate.adapter.js';
import { textEmbeddingsInferenceAdapter } from './text-embeddings-inference/text-embeddings-inference.adapter.js';
import { volcEngineAdapter } from './volcengine/volcengine.adapter.js';
import { voyageAdapter } from './voyage/voyage.adapter.js';

/** Every dialect this version speaks; both ways out are the outbound guard's. */
export function adaptersOver(http: ProviderHttp, fetch: typeof globalThis.fetch): readonly ProviderAdapter[] {
  return [
    openAiCompatibleAdapter(http),
    ollamaAdapter(http),
    anthropicAdapter(http, fetch),
    azureOpenAiAdapter(http),
    fishAudioAdapter(http),
    nvidiaAdapter(http),
    replicateAdapter(http),
    textEmbeddingsInferenceAdapter(http),
    volcEngineAdapter(http),
    voyageAdapter(http),
  ];
}
