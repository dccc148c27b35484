import { parsedJson } from '../../transport/json-value.js';
import type { ChatEvent } from '../../calls/chat-call.js';
import type { TokenUsage } from '../../calls/token-usage.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { badAnswer, demandNoVendorRefusal } from '../../transport/refusal.js';
import { serverSentEvents } from '../../transport/server-sent-events.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { tencentCause } from '../tencent-cloud/tencent-cause.js';
import { finishReasonOf, textOf, toolCallOf, usageOf } from './chat-answer.js';

/** The events of a stream whose chunks are bare, without the `Response` around them; usage is in every one and grows. */
export async function* chatEvents(target: ProviderTarget, chunks: AsyncIterable<Buffer>): AsyncGenerator<ChatEvent> {
  const begun = new Set<number>();
  let [reason, usage]: [string, TokenUsage | null] = ['', null];
  for await (const data of serverSentEvents(target, chunks)) {
    if (data.trim() === '[DONE]') break;
    const chunk = chunkOf(target, data);
    const choice = fieldsOf(entriesOf(chunk['Choices'])[0]);
    yield* deltaEvents(fieldsOf(choice['Delta']), begun);
    reason = textOf(choice['FinishReason']) || reason;
    usage = usageOf(chunk['Usage']) ?? usage;
  }
  if (reason !== '') yield { kind: 'end', finishReason: finishReasonOf(reason), usage };
}

function chunkOf(target: ProviderTarget, data: string): Readonly<Record<string, unknown>> {
  const json = parsedJson(data);
  if (typeof json !== 'object' || json === null)
    throw badAnswer(target, 'The stream has an event that is no chunk', data);
  demandNoVendorRefusal(target, json, tencentCause);
  const chunk = fieldsOf(json);
  // "If the service fails while it streams": 4000 an internal error, 4001 the model took too long.
  if (typeof chunk['ErrorMsg'] === 'object' && chunk['ErrorMsg'] !== null)
    throw badAnswer(target, 'The stream failed', json);
  return chunk;
}

function* deltaEvents(delta: Readonly<Record<string, unknown>>, begun: Set<number>): Generator<ChatEvent> {
  const [thought, text] = [textOf(delta['ReasoningContent']), textOf(delta['Content'])];
  if (thought !== '') yield { kind: 'reasoning', text: thought };
  if (text !== '') yield { kind: 'text', text };
  for (const [position, each] of entriesOf(delta['ToolCalls']).entries()) {
    const { index, id, name, arguments: more } = toolCallOf(each, position);
    if (!begun.has(index)) yield { kind: 'tool_call', index, id, name };
    begun.add(index);
    if (more !== '') yield { kind: 'tool_arguments', index, text: more };
  }
}
