import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { speak, transcribe } from './audio.js';
import { chat, describeImage } from './chat.js';
import { embed } from './embeddings.js';
import { listModels } from './model-list.js';
import { rerank } from './rerank.js';

/** OpenAI's REST surface with a bearer, and whatever a catalog row declares to differ. */
export function openAiCompatibleAdapter(http: ProviderHttp): ProviderAdapter {
  return {
    dialect: 'openai-compatible',
    chat: chat.bind(null, http),
    describeImage: describeImage.bind(null, http),
    embed: embed.bind(null, http),
    rerank: rerank.bind(null, http),
    speak: speak.bind(null, http),
    transcribe: transcribe.bind(null, http),
    listModels: listModels.bind(null, http),
  };
}
