import type { ModelType } from '../../kernel/model-type.js';
import type { UserPart } from '../calls/chat-call.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../provider-adapter.js';
import { ProviderCallError } from '../provider-call-error.js';
import { SAMPLE_AUDIO, SAMPLE_IMAGE } from './samples.js';

/** Asks one model one tiny thing; resolves when it answered. */
export type Probe = (target: ProviderTarget, model: string, options: CallOptions) => Promise<unknown>;

const MAX_TOKENS = 50;

/** OpenAI's reasoning models may use up the limit before the first word, and call that an error of ours. */
const RAN_OUT_OF_ROOM = /output limit was reached/;

const LOOK: readonly UserPart[] = [
  { type: 'text', text: 'Which colour is this?' },
  { type: 'image', image: SAMPLE_IMAGE },
];

const PROBES: Readonly<Record<ModelType, (adapter: ProviderAdapter) => Probe | null>> = {
  chat: ({ chat }) =>
    chat === undefined
      ? null
      : (target, model, options) =>
          chat(
            target,
            { model, messages: [{ role: 'user', content: 'Hello!' }], maxTokens: MAX_TOKENS },
            options,
          ).catch(unlessOutOfRoom),
  embedding: ({ embed }) =>
    embed === undefined ? null : (target, model, options) => embed(target, { model, inputs: ['Hello!'] }, options),
  rerank: ({ rerank }) =>
    rerank === undefined
      ? null
      : (target, model, options) =>
          rerank(target, { model, query: 'greeting', documents: ['Hello!', 'The weather is fine.'] }, options),
  image2text: ({ chat }) =>
    chat === undefined
      ? null
      : (target, model, options) =>
          chat(target, { model, messages: [{ role: 'user', content: LOOK }], maxTokens: MAX_TOKENS }, options).catch(
            unlessOutOfRoom,
          ),
  tts: ({ speak }) =>
    speak === undefined ? null : (target, model, options) => speak(target, { model, text: 'Hello!' }, options),
  speech2text: ({ transcribe }) =>
    transcribe === undefined
      ? null
      : (target, model, options) => transcribe(target, { model, audio: SAMPLE_AUDIO }, options),
};

/** How to ask a model of this type, for nothing where that proves it; null when the adapter or this version cannot. */
export function probeOf(adapter: ProviderAdapter, type: ModelType): Probe | null {
  return adapter.freeProofs?.[type] ?? PROBES[type](adapter);
}

function unlessOutOfRoom(error: unknown): void {
  if (!(error instanceof ProviderCallError) || !RAN_OUT_OF_ROOM.test(error.providerText)) throw error;
}
