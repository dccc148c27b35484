import type { ProviderAdapter } from '../../provider-adapter.js';
import { speak, transcribe } from './audio.js';
import type { OpenAiChannel } from './channel.js';
import { chat, stream } from './chat.js';
import { embed } from './embeddings.js';
import { listModels } from './model-list.js';
import { rerank } from './rerank.js';

/** All calls of OpenAI's REST surface on one flavour of it, for an adapter to take what its vendor has. */
export function openAiCalls(
  channel: OpenAiChannel,
): Required<Pick<ProviderAdapter, 'chat' | 'stream' | 'embed' | 'rerank' | 'speak' | 'transcribe' | 'listModels'>> {
  return {
    chat: chat.bind(null, channel),
    stream: stream.bind(null, channel),
    embed: embed.bind(null, channel),
    rerank: rerank.bind(null, channel),
    speak: speak.bind(null, channel),
    transcribe: transcribe.bind(null, channel),
    listModels: listModels.bind(null, channel),
  };
}
