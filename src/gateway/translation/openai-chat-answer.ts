import type { ChatAnswer, FinishReason, ToolCall } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import type { CompletionStamp } from './completion-stamp.js';
import { openAiUsage } from './openai-usage.js';

/** An answer as a `chat.completion`; the usage beside it is an estimate where the provider did not count. */
export function chatCompletion(answer: ChatAnswer, { id, created, model }: CompletionStamp, usage: TokenUsage): object {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      { index: 0, message: messageOf(answer), logprobs: null, finish_reason: openAiFinishReason(answer.finishReason) },
    ],
    usage: openAiUsage(usage),
  };
}

/** OpenAI has no word for reasons of a provider's own. */
export function openAiFinishReason(reason: FinishReason): string {
  return reason === 'other' ? 'stop' : reason;
}

function messageOf({ text, reasoning, toolCalls }: ChatAnswer): object {
  return {
    role: 'assistant',
    content: text === '' && toolCalls.length > 0 ? null : text,
    refusal: null,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(toolCallOf) }),
  };
}

function toolCallOf({ id, name, arguments: text }: ToolCall): object {
  return { id, type: 'function', function: { name, arguments: text } };
}
