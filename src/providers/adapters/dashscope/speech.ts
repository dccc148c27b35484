import type {
  SpeechAnswer,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
} from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { withSecret } from '../derived-secret.js';
import { openAiWire } from '../openai-compatible/wire.js';

/** The first of the vendor's voices; all its models have it. */
const VOICE = 'Cherry';
const NOT_AUDIO = /json|html|xml|text\/plain/i;

/** Qwen-TTS (alibabacloud.com/help/en/model-studio/qwen-tts-api): the answer says where the WAV lies, for 24 hours. */
export async function speak(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, text, voice = VOICE, format = 'wav', speed = 1 }: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  if (format !== 'wav') throw new ProviderCallError('bad_answer', `Qwen-TTS speaks WAV only, not ${format}`);
  if (speed !== 1) throw new ProviderCallError('bad_answer', 'Qwen-TTS has no setting for the speed');
  const json = await generate(http, target, { model, input: { text, voice } }, options);
  const { url, data } = fieldsOf(fieldsOf(fieldsOf(json)['output'])['audio']);
  if (typeof url === 'string' && url !== '') return fetchAudio(http, target, url, options);
  if (typeof data !== 'string' || data === '') throw badAnswer(target, 'The answer has no audio', json);
  return { audio: Buffer.from(data, 'base64'), contentType: 'audio/wav' };
}

/** Qwen-ASR (alibabacloud.com/help/en/model-studio/qwen-asr-api-reference), in the protocol that every region has. */
export async function transcribe(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, audio, language, prompt = '' }: TranscriptionRequest,
  options: CallOptions,
): Promise<TranscriptionAnswer> {
  const dataUrl = `data:${audio.mediaType};base64,${audio.data.toString('base64')}`;
  const messages = [
    { role: 'system', content: [{ text: prompt }] },
    { role: 'user', content: [{ audio: dataUrl }] },
  ];
  const hearing = { enable_itn: false, ...(language === undefined ? {} : { language }) };
  const body = { model, input: { messages }, parameters: { asr_options: hearing } };
  const json = fieldsOf(await generate(http, target, body, options));
  const choice = fieldsOf(entriesOf(fieldsOf(json['output'])['choices'])[0]);
  const { content } = fieldsOf(choice['message']);
  if (!Array.isArray(content)) throw badAnswer(target, 'The answer has no text', json);
  const texts = entriesOf(content).map((part) => fieldsOf(part)['text']);
  const { seconds } = fieldsOf(json['usage']);
  return {
    text: texts.filter((text) => typeof text === 'string').join(''),
    durationSeconds: typeof seconds === 'number' ? seconds : null,
  };
}

function generate(http: ProviderHttp, target: ProviderTarget, body: object, options: CallOptions): Promise<object> {
  const server = target.baseUrl.replace(/\/+$/, '').replace(/\/compatible-mode\/v1$/, '');
  const url = `${server}/api/v1/services/aigc/multimodal-generation/generation`;
  return http.sendJson(target, { method: 'POST', url, headers: openAiWire.headers(target), body }, options);
}

/** The address is signed, which opens the file to whoever reads it: it must not come up in what a failure says. */
async function fetchAudio(
  http: ProviderHttp,
  target: ProviderTarget,
  address: string,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw badAnswer(target, 'The answer has no audio', '');
  const silent = [...url.searchParams].reduce((quiet, [name, value]) => withSecret(quiet, name, value), target);
  const { body, contentType } = await http.send(silent, { method: 'GET', url: url.href }, options);
  if (body.length === 0 || NOT_AUDIO.test(contentType))
    throw badAnswer(silent, 'The answer is not audio', body.toString());
  return { audio: body, contentType: contentType.startsWith('audio/') ? contentType : 'audio/wav' };
}
