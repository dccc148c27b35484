import { apiKey, plain } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';

/** The model list is public, so only a call proves a key: these are tried before what the list says. */
export const openRouter: FactoryRow = {
  name: 'OpenRouter',
  tags: 'LLM,IMAGE2TEXT',
  rank: 840,
  // Speech: openrouter.ai/docs/api/api-reference/tts/create-speech.
  serves: ['chat', 'embedding', 'rerank', 'image2text', 'tts'],
  baseUrl: 'https://openrouter.ai/api/v1',
  authKind: 'json',
  credentialFields: [apiKey(), plain('provider_order', 'Provider order (comma list)', { default: '' })],
  openAi: { providerOrderFrom: 'provider_order' },
  probeModels: { chat: ['openai/gpt-oss-20b', 'openai/gpt-4o-mini', 'mistralai/mistral-nemo'] },
};
