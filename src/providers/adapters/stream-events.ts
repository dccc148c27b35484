import type { ChatEvent } from '../calls/chat-call.js';
import type { ProviderTarget } from '../provider-adapter.js';
import { badAnswer } from '../transport/refusal.js';

/**
 * Waits for the first event, so that what fails before it fails the promise; what is left of the stream follows.
 * A stream without an `end` broke off, and fails as that.
 */
export async function startedStream(
  target: ProviderTarget,
  events: AsyncGenerator<ChatEvent>,
): Promise<AsyncIterable<ChatEvent>> {
  const first = await events.next();
  if (first.done === true) throw badAnswer(target, 'The stream ended before its first event', '');
  return resumed(target, first.value, events);
}

async function* resumed(
  target: ProviderTarget,
  first: ChatEvent,
  rest: AsyncGenerator<ChatEvent>,
): AsyncGenerator<ChatEvent> {
  let last = first;
  try {
    yield first;
    for await (const event of rest) {
      last = event;
      yield event;
    }
  } finally {
    await rest.return(undefined);
  }
  if (last.kind !== 'end') throw badAnswer(target, 'The stream broke off', '');
}
