import type { ChatAnswer, ChatEvent, ChatRequest, FinishReason, ToolCall } from '../../calls/chat-call.js';
import { plainUsage, type TokenUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { jsonLines } from '../../transport/json-lines.js';
import type { ProviderHttp, ProviderRequest } from '../../transport/provider-http.js';
import { badAnswer, embeddedRefusal, refusal } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { finishedFor } from '../finish-reason.js';
import { startedStream } from '../stream-events.js';
import { chatBody } from './chat-body.js';
import { authorization, endpointUrl } from './endpoint.js';

export async function chat(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  const json = fieldsOf(await http.sendJson(target, post(target, chatBody(request, false)), options));
  const { content, thinking, tool_calls: calls } = fieldsOf(json['message']);
  if (typeof content !== 'string') throw badAnswer(target, 'The answer has no message', json);
  const toolCalls = entriesOf(calls).map(toolCallOf);
  return {
    text: content,
    reasoning: typeof thinking === 'string' ? thinking : '',
    toolCalls,
    finishReason: finishReasonOf(json['done_reason'], toolCalls.length > 0),
    usage: usageOf(json),
  };
}

export async function stream(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<AsyncIterable<ChatEvent>> {
  const { chunks } = await http.sendForStream(target, post(target, chatBody(request, true)), options);
  return startedStream(target, chatEvents(target, chunks));
}

async function* chatEvents(target: ProviderTarget, chunks: AsyncIterable<Buffer>): AsyncGenerator<ChatEvent> {
  let calls = 0;
  for await (const line of jsonLines(target, chunks)) {
    const refusedWith = embeddedRefusal(line);
    if (refusedWith !== null) throw refusal(target, { status: refusedWith, body: JSON.stringify(line) });
    const fields = fieldsOf(line);
    const { content, thinking, tool_calls: called } = fieldsOf(fields['message']);
    if (typeof thinking === 'string' && thinking !== '') yield { kind: 'reasoning', text: thinking };
    if (typeof content === 'string' && content !== '') yield { kind: 'text', text: content };
    for (const each of entriesOf(called)) {
      const { id, name, arguments: text } = toolCallOf(each, calls);
      yield { kind: 'tool_call', index: calls, id, name };
      yield { kind: 'tool_arguments', index: calls, text };
      calls += 1;
    }
    if (fields['done'] === true) {
      yield { kind: 'end', finishReason: finishReasonOf(fields['done_reason'], calls > 0), usage: usageOf(fields) };
      return;
    }
  }
}

function post(target: ProviderTarget, body: object): ProviderRequest {
  return { method: 'POST', url: endpointUrl(target, 'chat'), headers: authorization(target), body };
}

/** It numbers no calls, so that we do. */
function toolCallOf(call: unknown, index: number): ToolCall {
  const { name, arguments: values } = fieldsOf(fieldsOf(call)['function']);
  return { id: `call_${index}`, name: typeof name === 'string' ? name : '', arguments: JSON.stringify(values ?? {}) };
}

function finishReasonOf(reason: unknown, hasCalls: boolean): FinishReason {
  return finishedFor(reason === 'stop' || reason === 'length' ? reason : 'other', hasCalls);
}

function usageOf(fields: Readonly<Record<string, unknown>>): TokenUsage | null {
  const [input, output] = [fields['prompt_eval_count'], fields['eval_count']];
  if (typeof input !== 'number' && typeof output !== 'number') return null;
  return plainUsage(Number(input ?? 0), Number(output ?? 0));
}
