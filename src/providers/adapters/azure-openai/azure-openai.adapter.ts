import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiPassThrough } from '../openai-compatible/pass-through.js';
import { azureWire } from './azure-wire.js';

/**
 * OpenAI's calls at a resource of Azure (learn.microsoft.com, "Azure OpenAI in Azure AI Foundry Models REST API
 * reference"). The model list names what the resource could deploy: it proves the key, and nothing about a deployment.
 */
export function azureOpenAiAdapter(http: ProviderHttp): ProviderAdapter {
  const { chat, stream, embed, speak, transcribe, listModels } = openAiCalls({ http, wire: azureWire });
  const passThrough = openAiPassThrough(azureWire, ['chat', 'embeddings', 'speech']);
  return { dialect: 'azure-openai', chat, stream, embed, speak, transcribe, passThrough, listModels };
}
