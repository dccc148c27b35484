import { FormData } from 'undici';
import type {
  CallOptions,
  ProviderTarget,
  SpeechAnswer,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
} from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { fieldsOf } from '../answer-shape.js';
import { authorization, endpointUrl, upstreamModel } from './endpoint.js';

const NOT_AUDIO = /json|html|text\/plain/i;

export async function speak(
  http: ProviderHttp,
  target: ProviderTarget,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const body = { model: upstreamModel(target, request.model), input: request.text, voice: request.voice };
  const url = endpointUrl(target, 'speech');
  const answer = await http.send(target, { method: 'POST', url, headers: authorization(target), body }, options);
  if (answer.body.length === 0 || NOT_AUDIO.test(answer.contentType)) {
    throw badAnswer(target, 'The answer is not audio', answer.body.toString());
  }
  return { audio: answer.body, contentType: answer.contentType };
}

export async function transcribe(
  http: ProviderHttp,
  target: ProviderTarget,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<TranscriptionAnswer> {
  const { fileName, mediaType, data } = request.audio;
  const form = new FormData();
  form.set('model', upstreamModel(target, request.model));
  form.set('file', new Blob([new Uint8Array(data)], { type: mediaType }), fileName);
  const url = endpointUrl(target, 'transcriptions');
  const json = await http.sendJson(target, { method: 'POST', url, headers: authorization(target), form }, options);
  const { text } = fieldsOf(json);
  if (typeof text !== 'string') throw badAnswer(target, 'The answer has no text', json);
  return { text };
}
