import type { ChatAnswer, FinishReason, ToolCall } from '../../calls/chat-call.js';
import { plainUsage, type TokenUsage } from '../../calls/token-usage.js';
import { finishedFor } from '../finish-reason.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
};

/** The answer in a chat completion; null when there is no message in it. */
export function readCompletion(json: object): ChatAnswer | null {
  const { choices, usage } = fieldsOf(json);
  const { message, finish_reason: reason } = fieldsOf(entriesOf(choices)[0]);
  if (typeof message !== 'object' || message === null) return null;
  const fields = fieldsOf(message);
  const toolCalls = entriesOf(fields['tool_calls']).map(toolCallOf);
  return {
    text: textOf(fields['content']),
    reasoning: reasoningOf(fields),
    toolCalls,
    finishReason: finishedFor(finishReasonOf(reason), toolCalls.length > 0),
    usage: usageOf(usage),
  };
}

/** Mistral's reasoning models and some servers answer in parts instead of one string. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return entriesOf(content)
    .map((part) => fieldsOf(part)['text'])
    .filter((text) => typeof text === 'string')
    .join('');
}

/** DeepSeek and most others call it `reasoning_content`; OpenRouter and newer vLLM `reasoning`. */
export function reasoningOf(fields: Readonly<Record<string, unknown>>): string {
  return [fields['reasoning_content'], fields['reasoning']].find((text) => typeof text === 'string') ?? '';
}

export function finishReasonOf(reason: unknown): FinishReason {
  return typeof reason === 'string' && Object.hasOwn(FINISH_REASONS, reason)
    ? (FINISH_REASONS[reason] ?? 'other')
    : 'other';
}

export function usageOf(usage: unknown): TokenUsage | null {
  const fields = fieldsOf(usage);
  const [input, output] = [count(fields['prompt_tokens']), count(fields['completion_tokens'])];
  if (input === null && output === null) {
    const total = count(fields['total_tokens']);
    return total === null ? null : plainUsage(total);
  }
  const cached = fieldsOf(fields['prompt_tokens_details'])['cached_tokens'] ?? fields['prompt_cache_hit_tokens'];
  return {
    ...plainUsage(input ?? 0, output ?? 0),
    cachedInputTokens: count(cached) ?? 0,
    reasoningTokens: count(fieldsOf(fields['completion_tokens_details'])['reasoning_tokens']) ?? 0,
  };
}

function toolCallOf(call: unknown, index: number): ToolCall {
  const { id, function: called } = fieldsOf(call);
  const { name, arguments: text } = fieldsOf(called);
  return {
    id: typeof id === 'string' && id !== '' ? id : `call_${index}`,
    name: typeof name === 'string' ? name : '',
    arguments: typeof text === 'string' ? text : JSON.stringify(text ?? {}),
  };
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
