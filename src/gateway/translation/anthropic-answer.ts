import type { ChatAnswer, FinishReason, ToolCall } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { anthropicUsage } from './anthropic-usage.js';
import { newAnswerId } from './completion-stamp.js';

/** What all parts of one message say alike. */
export interface MessageStamp {
  id: string;
  /** The model under the name that it was asked for by. */
  model: string;
}

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
  other: 'end_turn',
};

export function newMessageStamp(model: string): MessageStamp {
  return { id: newAnswerId('msg_'), model };
}

/** An answer as a `message`; the usage beside it is an estimate where the provider did not count. */
export function anthropicMessage(answer: ChatAnswer, { id, model }: MessageStamp, usage: TokenUsage): object {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: contentOf(answer),
    stop_reason: anthropicStopReason(answer.finishReason),
    stop_sequence: null,
    usage: anthropicUsage(usage),
  };
}

export function anthropicStopReason(reason: FinishReason): string {
  return STOP_REASONS[reason];
}

/** Nobody has signed the thinking; it is not read again when it comes back. */
function contentOf({ reasoning, text, toolCalls }: ChatAnswer): readonly object[] {
  return [
    ...(reasoning === '' ? [] : [{ type: 'thinking', thinking: reasoning, signature: '' }]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...toolCalls.map((call) => ({ type: 'tool_use', id: call.id, name: call.name, input: inputOf(call) })),
  ];
}

/** Arguments are an object here; those that a model wrote badly are shown as they are, for the tool to refuse. */
function inputOf({ arguments: text }: ToolCall): object {
  if (text.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Told below, as any other text that is no object.
  }
  return { malformed_arguments: text };
}
