import { FormData } from 'undici';
import type {
  SpeechAnswer,
  SpeechFormat,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
} from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderAnswer } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import type { OpenAiChannel } from './channel.js';
import { upstreamModel } from './wire.js';

const NOT_AUDIO = /json|html|text\/plain/i;

const CONTENT_TYPES: Readonly<Record<SpeechFormat, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

export async function speak(
  { http, wire }: OpenAiChannel,
  target: ProviderTarget,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const model = upstreamModel(target, request.model);
  const { voice = 'alloy', speech = {} } = target.factory.openAi;
  const format = request.format ?? speech.format;
  const body = {
    model,
    input: request.text,
    [speech.voiceField ?? 'voice']: request.voice ?? voice,
    ...(format === undefined ? {} : { response_format: format }),
    ...(request.speed === undefined ? {} : { speed: request.speed }),
  };
  const wanted = {
    method: 'POST',
    url: wire.url(target, 'speech', model),
    headers: wire.headers(target),
    body,
  } as const;
  if (speech.audioField === undefined) return readAudio(target, await http.send(target, wanted, options));
  const json = await http.sendJson(target, wanted, options);
  const sound = fieldsOf(json)[speech.audioField];
  if (typeof sound !== 'string') throw badAnswer(target, 'The answer is not audio', json);
  return readAudio(target, {
    status: 200,
    contentType: CONTENT_TYPES[format ?? 'mp3'],
    body: Buffer.from(sound, 'base64'),
  });
}

/** The sound of an answer that is nothing else. */
export function readAudio(target: ProviderTarget, { body, contentType }: ProviderAnswer): SpeechAnswer {
  if (body.length === 0 || NOT_AUDIO.test(contentType)) {
    throw badAnswer(target, 'The answer is not audio', body.toString());
  }
  return { audio: body, contentType };
}

export async function transcribe(
  { http, wire }: OpenAiChannel,
  target: ProviderTarget,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<TranscriptionAnswer> {
  const model = upstreamModel(target, request.model);
  const { fileName, mediaType, data } = request.audio;
  const form = new FormData();
  form.set('model', model);
  const { transcriptionFormat } = target.factory.openAi;
  if (transcriptionFormat !== undefined) form.set('response_format', transcriptionFormat);
  if (request.language !== undefined) form.set('language', request.language);
  if (request.prompt !== undefined) form.set('prompt', request.prompt);
  form.set('file', new Blob([new Uint8Array(data)], { type: mediaType }), fileName);
  const url = wire.url(target, 'transcriptions', model);
  const json = await http.sendJson(target, { method: 'POST', url, headers: wire.headers(target), form }, options);
  const { text, duration } = fieldsOf(json);
  if (typeof text !== 'string') throw badAnswer(target, 'The answer has no text', json);
  return { text, durationSeconds: typeof duration === 'number' ? duration : null };
}
