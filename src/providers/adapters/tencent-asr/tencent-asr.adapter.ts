import { setTimeout as pause } from 'node:timers/promises';
import type { TranscriptionAnswer, TranscriptionRequest } from '../../calls/other-calls.js';
import type { CallOptions, FreeProof, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { connectionFailure } from '../../transport/connection-failure.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { callTencent, type TencentAction, type TencentProduct } from '../tencent-cloud/tencent-call.js';
import { voiceFormatOf } from './voice-format.js';

const ASR: TencentProduct = {
  service: 'asr',
  version: '2019-06-14',
  idField: 'tencent_cloud_sid',
  keyField: 'tencent_cloud_sk',
};

/** SentenceRecognition takes this much base64, and no more than 60 seconds. */
const MAX_SENTENCE_BASE64 = 3 * 1024 * 1024;
const TOO_LONG = 'InvalidParameterValue.ErrorVoicedataTooLong';
const NO_SUCH_TASK = 'FailedOperation.NoSuchTask';
const POLL_MS = 1000;

/** The engines that only recording tasks know: the large models, and traditional Chinese. */
const TASK_ONLY = /_(large|en|en_2\.0|en_meeting|multi_lang)$|^16k_zh-TW$/;
/** Two that end like those and are not. */
const SENTENCE_TOO = new Set(['8k_en', '16k_en']);
const ENGINE = /^(8k|16k)_[\w.-]+$/;

type Call = (action: TencentAction) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Tencent Cloud's speech recognition (cloud.tencent.com/document/api/1093): SentenceRecognition for what is short, else
 * CreateRecTask and DescribeTaskStatus until it is done. The model is the engine; it settles the language.
 */
export function tencentAsrAdapter(http: ProviderHttp, pollMs = POLL_MS): ProviderAdapter {
  return {
    dialect: 'tencent-asr',
    transcribe: (target, request, options) =>
      transcribe(callTencent.bind(null, http, ASR), pollMs, target, request, options),
    freeProofs: { speech2text: proof(callTencent.bind(null, http, ASR)) },
  };
}

type Caller = (
  target: ProviderTarget,
  action: TencentAction,
  options: CallOptions,
) => Promise<Readonly<Record<string, unknown>>>;

async function transcribe(
  caller: Caller,
  pollMs: number,
  target: ProviderTarget,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<TranscriptionAnswer> {
  const call: Call = (action) => caller(target, action, options);
  const base64 = request.audio.data.toString('base64');
  const isShort = base64.length <= MAX_SENTENCE_BASE64 && !isTaskOnly(request.model);
  const answer = isShort ? await recogniseSentence(call, target, request, base64) : null;
  return answer ?? recogniseRecording(call, target, request, base64, () => rest(pollMs, options));
}

function isTaskOnly(engine: string): boolean {
  return TASK_ONLY.test(engine) && !SENTENCE_TOO.has(engine);
}

/** Null when it lasts too long for this action: the length shows in no header that all formats have. */
async function recogniseSentence(
  call: Call,
  target: ProviderTarget,
  { model, audio }: TranscriptionRequest,
  base64: string,
): Promise<TranscriptionAnswer | null> {
  const answer = await call({
    name: 'SentenceRecognition',
    body: {
      EngSerViceType: model,
      SourceType: 1,
      VoiceFormat: voiceFormatOf(audio),
      Data: base64,
      DataLen: audio.data.length,
    },
    expected: [TOO_LONG],
  });
  if ('Error' in answer) return null;
  const { Result: text, AudioDuration: milliseconds } = answer;
  if (typeof text !== 'string') throw badAnswer(target, 'The answer has no text', answer);
  return { text, durationSeconds: typeof milliseconds === 'number' ? milliseconds / 1000 : null };
}

async function recogniseRecording(
  call: Call,
  target: ProviderTarget,
  { model, audio }: TranscriptionRequest,
  base64: string,
  wait: () => Promise<void>,
): Promise<TranscriptionAnswer> {
  const created = await call({
    name: 'CreateRecTask',
    body: {
      EngineModelType: model,
      ChannelNum: 1,
      ResTextFormat: 0,
      SourceType: 1,
      Data: base64,
      DataLen: audio.data.length,
    },
  });
  const { TaskId: id } = fieldsOf(created['Data']);
  if (typeof id !== 'number') throw badAnswer(target, 'The answer has no task', created);
  for (;;) {
    const { Data: data } = await call({ name: 'DescribeTaskStatus', body: { TaskId: id } });
    const { StatusStr: status, Result: text, AudioDuration: seconds, ErrorMsg: problem } = fieldsOf(data);
    if (status === 'failed') throw badAnswer(target, 'The recording was not recognised', { message: problem });
    if (status === 'success' && typeof text === 'string')
      return { text: withoutTimes(text), durationSeconds: typeof seconds === 'number' ? seconds : null };
    if (status !== 'waiting' && status !== 'doing') throw badAnswer(target, 'The answer has no status', data);
    await wait();
  }
}

/** Each line of a recording's text begins with when it was said: `[0:0.020,0:2.380]  …`. */
function withoutTimes(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^\[[\d:.,]+\]\s*/, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}

async function rest(pollMs: number, { signal }: CallOptions): Promise<void> {
  try {
    await pause(pollMs, undefined, { signal });
  } catch (error) {
    throw connectionFailure(error, signal);
  }
}

/** Asking after a task that cannot be there costs nothing; the signature is judged before it is looked for. */
function proof(caller: Caller): FreeProof {
  return async (target, engine, options) => {
    if (!ENGINE.test(engine)) throw new ProviderCallError('model_not_found', 'An engine is named like 16k_zh or 8k_en');
    await caller(target, { name: 'DescribeTaskStatus', body: { TaskId: 1 }, expected: [NO_SUCH_TASK] }, options);
  };
}
