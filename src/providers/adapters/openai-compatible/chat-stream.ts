import { parsedJson } from '../../transport/json-value.js';
import type { ChatEvent, FinishReason } from '../../calls/chat-call.js';
import type { TokenUsage } from '../../calls/token-usage.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import {
  badAnswer,
  demandNoVendorRefusal,
  embeddedRefusal,
  refusal,
  type VendorCause,
} from '../../transport/refusal.js';
import { serverSentEvents } from '../../transport/server-sent-events.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { finishedFor } from '../finish-reason.js';
import { finishReasonOf, reasoningOf, textOf, usageOf } from './chat-answer.js';

const DONE = '[DONE]';

/**
 * The events in a stream of chat completion chunks. Usage comes in a chunk of its own after the last words, or beside
 * them, or never; so the end is told when the stream is over, if a finish reason or the closing mark was in it.
 */
export async function* chatEvents(
  target: ProviderTarget,
  chunks: AsyncIterable<Buffer>,
  causeIn?: VendorCause,
): AsyncGenerator<ChatEvent> {
  const state: StreamState = { finishReason: null, usage: null, begun: new Set() };
  let isDone = false;
  for await (const data of serverSentEvents(target, chunks)) {
    isDone = data.trim() === DONE;
    if (isDone) break;
    yield* eventsOf(chunkOf(target, data, causeIn), state);
  }
  if (isDone || state.finishReason !== null) {
    const finishReason = finishedFor(state.finishReason ?? 'other', state.begun.size > 0);
    yield { kind: 'end', finishReason, usage: state.usage };
  }
}

interface StreamState {
  finishReason: FinishReason | null;
  usage: TokenUsage | null;
  /** Indexes of the tool calls that have begun. */
  begun: Set<number>;
}

function chunkOf(target: ProviderTarget, data: string, causeIn: VendorCause | undefined): object {
  const json = parsedJson(data);
  if (typeof json !== 'object' || json === null)
    throw badAnswer(target, 'The stream has an event that is no chunk', data);
  demandNoVendorRefusal(target, json, causeIn);
  const refusedWith = embeddedRefusal(json);
  if (refusedWith !== null) throw refusal(target, { status: refusedWith, body: data });
  return json;
}

function* eventsOf(chunk: object, state: StreamState): Generator<ChatEvent> {
  const { choices, usage } = fieldsOf(chunk);
  const { delta, finish_reason: reason } = fieldsOf(entriesOf(choices)[0]);
  const fields = fieldsOf(delta);
  const [thought, text] = [reasoningOf(fields), textOf(fields['content'])];
  if (thought !== '') yield { kind: 'reasoning', text: thought };
  if (text !== '') yield { kind: 'text', text };
  for (const [position, call] of entriesOf(fields['tool_calls']).entries()) yield* toolEvents(call, position, state);
  if (typeof reason === 'string' && reason !== '') state.finishReason = finishReasonOf(reason);
  state.usage = usageOf(usage) ?? state.usage;
}

function* toolEvents(call: unknown, position: number, { begun }: StreamState): Generator<ChatEvent> {
  const { index: given, id, function: called } = fieldsOf(call);
  const { name, arguments: text } = fieldsOf(called);
  const index = typeof given === 'number' ? given : position;
  if (!begun.has(index)) {
    begun.add(index);
    yield {
      kind: 'tool_call',
      index,
      id: typeof id === 'string' && id !== '' ? id : `call_${index}`,
      name: typeof name === 'string' ? name : '',
    };
  }
  if (typeof text === 'string' && text !== '') yield { kind: 'tool_arguments', index, text };
}
