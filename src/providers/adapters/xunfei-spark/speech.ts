import { parsedJson } from '../../transport/json-value.js';
import type { SpeechAnswer, SpeechRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { OpenSocket, ProviderSocket } from '../../transport/guarded-socket.js';
import { badAnswer, demandNoVendorRefusal } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { withSecret } from '../derived-secret.js';
import { signedUrl } from './signed-url.js';
import { sparkSpeechCause } from './spark-cause.js';

const SPEECH_HOST = 'tts-api.xfyun.cn';
const PATH = '/v2/tts';
const NORMAL_SPEED = 50;

/** What the vendor calls the formats it has; any other is sent as it is, for it to refuse. */
const ENCODINGS: Readonly<Record<string, string>> = { mp3: 'lame', pcm: 'raw' };
const CONTENT_TYPES: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', pcm: 'audio/L16;rate=16000' };

/** "语音合成（流式版）WebAPI" (xfyun.cn/doc/tts/online_tts/API.html): the whole text at once, the audio in pieces. The model is a voice. */
export async function speak(
  openSocket: OpenSocket,
  target: ProviderTarget,
  { model, text, voice = model, format = 'mp3', speed = 1 }: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const { socket, careful } = await open(openSocket, target, options);
  try {
    const encoding = ENCODINGS[format] ?? format;
    const business = {
      aue: encoding,
      ...(encoding === 'lame' ? { sfl: 1 } : {}),
      auf: 'audio/L16;rate=16000',
      vcn: voice,
      tte: 'UTF8',
      speed: Math.min(100, Math.max(0, Math.round(NORMAL_SPEED * speed))),
    };
    const data = { status: 2, text: Buffer.from(text).toString('base64') };
    socket.send(JSON.stringify({ common: { app_id: target.credential['spark_app_id'] ?? '' }, business, data }));
    return { audio: await audioOf(careful, socket), contentType: CONTENT_TYPES[format] ?? `audio/${format}` };
  } finally {
    socket.close();
  }
}

/**
 * The handshake alone: "if the authentication fails, a HTTP status is returned" (鉴权结果), so that one that succeeds proves
 * key and secret. It costs nothing, and says nothing of the app id and the voice.
 */
export async function proveSignature(
  openSocket: OpenSocket,
  target: ProviderTarget,
  _voice: string,
  options: CallOptions,
): Promise<void> {
  const { socket } = await open(openSocket, target, options);
  socket.close();
}

async function open(
  openSocket: OpenSocket,
  target: ProviderTarget,
  options: CallOptions,
): Promise<{ socket: ProviderSocket; careful: ProviderTarget }> {
  const { spark_api_key: key = '', spark_api_secret: secret = '' } = target.credential;
  const { url, signature } = signedUrl(endpointOf(target), key, secret, Date.now());
  const careful = withSecret(target, 'signature', signature);
  try {
    return { socket: await openSocket(careful, url, options), careful };
  } catch (error) {
    throw refusedSignature(error) ?? error;
  }
}

/** 403 is a date that the vendor does not believe, which is part of what is signed. */
function refusedSignature(error: unknown): ProviderCallError | null {
  if (!(error instanceof ProviderCallError) || error.upstreamStatus !== 403) return null;
  return new ProviderCallError('unauthorized', error.providerText, { upstreamStatus: 403, cause: error });
}

/** The vendor speaks on another host than it chats; any other base serves both, as a proxy does. */
function endpointOf({ baseUrl }: ProviderTarget): string {
  const { protocol, host, hostname } = new URL(baseUrl);
  if (/\.(xf-yun\.com|xfyun\.cn)$/.test(hostname)) return `wss://${SPEECH_HOST}${PATH}`;
  return `${protocol === 'http:' ? 'ws' : 'wss'}://${host}${PATH}`;
}

async function audioOf(target: ProviderTarget, socket: ProviderSocket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const message of socket.messages) {
    const json = parsed(target, message);
    demandNoVendorRefusal(target, json, sparkSpeechCause);
    const { audio, status } = fieldsOf(fieldsOf(json)['data']);
    if (typeof audio === 'string') pieces.push(Buffer.from(audio, 'base64'));
    if (status === 2) return whole(target, pieces);
  }
  throw badAnswer(target, 'The speech broke off', '');
}

function whole(target: ProviderTarget, pieces: readonly Buffer[]): Buffer {
  const audio = Buffer.concat(pieces);
  if (audio.length === 0) throw badAnswer(target, 'The answer has no audio', '');
  return audio;
}

function parsed(target: ProviderTarget, message: string): object {
  const json = parsedJson(message);
  if (typeof json !== 'object' || json === null) throw badAnswer(target, 'The answer is not JSON', message);
  return json;
}
