import type { FinishReason, ToolCall } from '../../calls/chat-call.js';
import { plainUsage, type TokenUsage } from '../../calls/token-usage.js';
import { fieldsOf } from '../answer-shape.js';

export function finishReasonOf(reason: unknown): FinishReason {
  if (reason === 'stop' || reason === 'tool_calls' || reason === 'length') return reason;
  return reason === 'sensitive' ? 'content_filter' : 'other';
}

export function usageOf(value: unknown): TokenUsage | null {
  const { PromptTokens: input, CompletionTokens: output, PromptTokensDetails: details } = fieldsOf(value);
  if (typeof input !== 'number') return null;
  const { CachedTokens: cached } = fieldsOf(details);
  return {
    ...plainUsage(input, typeof output === 'number' ? output : 0),
    cachedInputTokens: typeof cached === 'number' ? cached : 0,
  };
}

export function toolCallOf(call: unknown, position: number): ToolCall & { index: number } {
  const { Id: id, Index: index, Function: called } = fieldsOf(call);
  const { Name: name, Arguments: text } = fieldsOf(called);
  return {
    index: typeof index === 'number' ? index : position,
    id: textOf(id) === '' ? `call_${position}` : textOf(id),
    name: textOf(name),
    arguments: textOf(text),
  };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
