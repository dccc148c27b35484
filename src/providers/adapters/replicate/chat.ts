import type { ChatAnswer, ChatRequest } from '../../calls/chat-call.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer } from '../../transport/refusal.js';
import { chatInput } from './chat-input.js';
import type { Predictions } from './predictions.js';

/** Nothing is said about why a model stopped. */
export async function chat(
  predictions: Predictions,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  const model = await predictions.describe(target, request.model, options);
  const { output, usage } = await predictions.run(target, model.version, chatInput(model, request), options);
  return { text: textOf(target, output), reasoning: '', toolCalls: [], finishReason: 'stop', usage };
}

/** Most models answer in pieces, some in one string. */
export function textOf(target: ProviderTarget, output: unknown): string {
  const pieces = Array.isArray(output) ? (output as unknown[]) : [output];
  if (!pieces.every((piece) => typeof piece === 'string')) throw badAnswer(target, 'The output is no text', { output });
  return pieces.join('');
}
