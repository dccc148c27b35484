import type { EmbeddingAnswer, EmbeddingRequest, SpeechAnswer, SpeechRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { miniMaxCause } from './minimax-cause.js';
import { headers, miniMaxWire, rootOf } from './minimax-wire.js';

/** One that the vendor has at both of its sites. */
const VOICE = 'male-qn-qingse';
const HEX = /^(?:[0-9a-f]{2})+$/i;

/**
 * MiniMax: chat near to OpenAI's (platform.minimax.io/docs/api-reference/text-post), speech and embeddings of its own
 * (/speech-t2a-http; embeddings are in no current page, but still answered).
 */
export function miniMaxAdapter(http: ProviderHttp): ProviderAdapter {
  const { chat, stream } = openAiCalls({ http, wire: miniMaxWire });
  return {
    dialect: 'minimax',
    chat,
    stream,
    chatLacks: [
      'tool_choice',
      'json_object',
      'json_schema',
      'stop',
      'seed',
      'presence_penalty',
      'frequency_penalty',
      'reasoning_effort',
    ],
    embed: embed.bind(null, http),
    speak: speak.bind(null, http),
  };
}

async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs, purpose }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const body = { model, texts: inputs, type: purpose === 'document' ? 'db' : 'query' };
  const json = fieldsOf(await post(http, target, 'embeddings', body, options));
  const vectors = entriesOf(json['vectors']).filter(isVector);
  if (vectors.length !== inputs.length) throw badAnswer(target, 'The answer has no embedding', json);
  const { total_tokens: tokens } = json;
  return { vectors, usage: typeof tokens === 'number' ? plainUsage(tokens) : null };
}

async function speak(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, text, voice = VOICE, format = 'mp3', speed = 1 }: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const body = {
    model,
    text,
    stream: false,
    output_format: 'hex',
    voice_setting: { voice_id: voice, speed, vol: 1, pitch: 0 },
    audio_setting: { sample_rate: 32_000, bitrate: 128_000, format, channel: 1 },
  };
  const json = await post(http, target, 't2a_v2', body, options);
  const { audio } = fieldsOf(fieldsOf(json)['data']);
  if (typeof audio !== 'string' || !HEX.test(audio)) throw badAnswer(target, 'The answer is not audio', json);
  return { audio: Buffer.from(audio, 'hex'), contentType: format === 'mp3' ? 'audio/mpeg' : `audio/${format}` };
}

function post(
  http: ProviderHttp,
  target: ProviderTarget,
  path: 'embeddings' | 't2a_v2',
  body: object,
  options: CallOptions,
): Promise<object> {
  const url = `${rootOf(target)}/${path}`;
  return http.sendJson(target, { method: 'POST', url, headers: headers(target), body, causeIn: miniMaxCause }, options);
}
