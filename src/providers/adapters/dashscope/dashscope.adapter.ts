import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiPassThrough } from '../openai-compatible/pass-through.js';
import { openAiWire } from '../openai-compatible/wire.js';
import { speak, transcribe } from './speech.js';

/** Alibaba's Model Studio: OpenAI's surface in its compatible mode, and speech in its own protocol. */
export function dashScopeAdapter(http: ProviderHttp): ProviderAdapter {
  return {
    dialect: 'dashscope',
    ...openAiCalls({ http, wire: openAiWire }),
    speak: speak.bind(null, http),
    transcribe: transcribe.bind(null, http),
    passThrough: openAiPassThrough(openAiWire, ['chat', 'embeddings']),
  };
}
