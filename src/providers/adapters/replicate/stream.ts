import type { ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer } from '../../transport/refusal.js';
import { namedEvents } from '../../transport/server-sent-events.js';
import { startedStream } from '../stream-events.js';
import { textOf } from './chat.js';
import { chatInput } from './chat-input.js';
import { authorization } from './endpoint.js';
import { failedWith, type Prediction, type Predictions } from './predictions.js';
import { parsedJson } from '../../transport/json-value.js';
import { fieldsOf } from '../answer-shape.js';

const VENDOR_API = 'https://api.replicate.com';
const VENDOR_HOST = /\.replicate\.(com|net)$/;

/** Output as it is made, where the model and its server can; else all of it at the end. */
export async function stream(
  predictions: Predictions,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<AsyncIterable<ChatEvent>> {
  const model = await predictions.describe(target, request.model, options);
  const prediction = await predictions.begin(target, model.version, chatInput(model, request), options);
  const { streamUrl } = prediction;
  const events =
    streamUrl !== null && isTrusted(target, streamUrl)
      ? streamed(predictions, target, { ...prediction, streamUrl }, options)
      : atOnce(predictions, target, prediction, options);
  return startedStream(target, events);
}

/** The key goes where the answer says only if that is the same server, or the vendor's streaming servers for the vendor's own API. */
function isTrusted({ baseUrl }: ProviderTarget, streamUrl: string): boolean {
  if (!URL.canParse(streamUrl)) return false;
  const [base, url] = [new URL(baseUrl), new URL(streamUrl)];
  if (url.origin === base.origin) return true;
  return base.origin === VENDOR_API && url.protocol === 'https:' && VENDOR_HOST.test(url.hostname);
}

/** "Streaming output": `output` events with the text itself, then `done`, or `error` with what went wrong. */
async function* streamed(
  predictions: Predictions,
  target: ProviderTarget,
  { id, streamUrl }: Prediction & { streamUrl: string },
  options: CallOptions,
): AsyncGenerator<ChatEvent> {
  const headers = { ...authorization(target), accept: 'text/event-stream' };
  let isOver = false;
  try {
    const request = { method: 'GET', url: streamUrl, headers } as const;
    const { chunks } = await predictions.http.sendForStream(target, request, options);
    for await (const { name, data } of namedEvents(target, chunks)) {
      isOver = name === 'error' || name === 'done';
      if (name === 'error') throw failedWith(target, detailOf(data));
      if (name === 'output' && data !== '') yield { kind: 'text', text: data };
      if (name === 'done') {
        yield await ended(predictions, target, id, options);
        return;
      }
    }
  } finally {
    if (!isOver) void predictions.cancel(target, id);
  }
}

/** The counts are in the prediction, if it has them by now; it also knows when it did not end well. */
async function ended(
  predictions: Predictions,
  target: ProviderTarget,
  id: string,
  options: CallOptions,
): Promise<ChatEvent> {
  const { status, usage } = await predictions.look(target, id, options);
  if (status === 'canceled' || status === 'aborted') throw badAnswer(target, 'The prediction was canceled', '');
  return { kind: 'end', finishReason: 'stop', usage };
}

async function* atOnce(
  predictions: Predictions,
  target: ProviderTarget,
  prediction: Prediction,
  options: CallOptions,
): AsyncGenerator<ChatEvent> {
  const { output, usage } = await predictions.finish(target, prediction, options);
  const text = textOf(target, output);
  if (text !== '') yield { kind: 'text', text };
  yield { kind: 'end', finishReason: 'stop', usage };
}

function detailOf(data: string): unknown {
  return fieldsOf(parsedJson(data))['detail'] ?? data;
}
