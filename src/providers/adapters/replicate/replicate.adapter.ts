import type { ProviderAdapter } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { chat } from './chat.js';
import { embed } from './embed.js';
import { proveModel } from './free-proof.js';
import { listModels } from './model-list.js';
import { predictionsOver } from './predictions.js';
import { stream } from './stream.js';

/**
 * Replicate (replicate.com/docs/reference/http), which runs predictions: each model has inputs of its own and takes
 * minutes to wake, so that a model is proven by what is known of it. Hardly any input besides a prompt is common to its
 * language models.
 */
export function replicateAdapter(http: ProviderHttp, pollDelayMs = 500): ProviderAdapter {
  const predictions = predictionsOver(http, pollDelayMs);
  const prove = proveModel.bind(null, http);
  return {
    dialect: 'replicate',
    chat: chat.bind(null, predictions),
    stream: stream.bind(null, predictions),
    chatLacks: [
      'image_bytes',
      'image_url',
      'tools',
      'tool_choice',
      'json_object',
      'json_schema',
      'stop',
      'seed',
      'presence_penalty',
      'frequency_penalty',
      'top_p',
      'reasoning_effort',
    ],
    embed: embed.bind(null, predictions),
    listModels: listModels.bind(null, http),
    freeProofs: { chat: prove, embedding: prove },
  };
}
