import type {
  LanguageModelV3Content,
  LanguageModelV3FinishReason,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamPart,
  LanguageModelV3Usage,
} from '@ai-sdk/provider';
import type { ChatAnswer, ChatEvent, FinishReason } from '../../calls/chat-call.js';
import { finishedFor } from '../finish-reason.js';
import type { TokenUsage } from '../../calls/token-usage.js';

const FINISH_REASONS: Readonly<Record<LanguageModelV3FinishReason['unified'], FinishReason>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
  error: 'other',
  other: 'other',
};

export function answerOf({ content, finishReason, usage }: LanguageModelV3GenerateResult): ChatAnswer {
  const toolCalls = content.flatMap((part) =>
    part.type === 'tool-call' ? [{ id: part.toolCallId, name: part.toolName, arguments: part.input }] : [],
  );
  return {
    text: textOf(content, 'text'),
    reasoning: textOf(content, 'reasoning'),
    toolCalls,
    finishReason: finishedFor(FINISH_REASONS[finishReason.unified], toolCalls.length > 0),
    usage: usageOf(usage),
  };
}

/**
 * What is streamed as our events; an `error` among the parts is thrown, for the caller to name. `demandGood` sees each
 * chunk as the provider wrote it, where that was asked for, and throws when it is a refusal.
 */
export async function* eventsOf(
  parts: ReadableStream<LanguageModelV3StreamPart>,
  demandGood: (chunk: unknown) => void,
): AsyncGenerator<ChatEvent> {
  const indexes = new Map<string, number>();
  for await (const part of parts) {
    if (part.type === 'raw') demandGood(part.rawValue);
    if (part.type === 'error') throw part.error;
    yield* eventOf(part, indexes);
  }
}

function* eventOf(part: LanguageModelV3StreamPart, indexes: Map<string, number>): Generator<ChatEvent> {
  if (part.type === 'text-delta' && part.delta !== '') yield { kind: 'text', text: part.delta };
  if (part.type === 'reasoning-delta' && part.delta !== '') yield { kind: 'reasoning', text: part.delta };
  if (part.type === 'tool-input-start') {
    indexes.set(part.id, indexes.size);
    yield { kind: 'tool_call', index: indexes.size - 1, id: part.id, name: part.toolName };
  }
  const index = part.type === 'tool-input-delta' ? indexes.get(part.id) : undefined;
  if (part.type === 'tool-input-delta' && index !== undefined && part.delta !== '') {
    yield { kind: 'tool_arguments', index, text: part.delta };
  }
  // Some providers give a call only whole.
  if (part.type === 'tool-call' && !indexes.has(part.toolCallId)) {
    indexes.set(part.toolCallId, indexes.size);
    yield { kind: 'tool_call', index: indexes.size - 1, id: part.toolCallId, name: part.toolName };
    yield { kind: 'tool_arguments', index: indexes.size - 1, text: part.input };
  }
  // The SDK finishes a stream that broke off, too; only one that the provider ended has its reason.
  if (part.type === 'finish' && part.finishReason.raw !== undefined) {
    const finishReason = finishedFor(FINISH_REASONS[part.finishReason.unified], indexes.size > 0);
    yield { kind: 'end', finishReason, usage: usageOf(part.usage) };
  }
}

function textOf(content: readonly LanguageModelV3Content[], type: 'text' | 'reasoning'): string {
  return content.flatMap((part) => (part.type === type ? [part.text] : [])).join('');
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV3Usage): TokenUsage | null {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return null;
  return {
    inputTokens: inputTokens.total ?? 0,
    outputTokens: outputTokens.total ?? 0,
    cachedInputTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}
