import type { FinishReason } from '../calls/chat-call.js';

/** An answer that calls tools stopped for them, whatever its provider calls that: several say that they just stopped. */
export function finishedFor(reason: FinishReason, hasToolCalls: boolean): FinishReason {
  return hasToolCalls && (reason === 'stop' || reason === 'other') ? 'tool_calls' : reason;
}
