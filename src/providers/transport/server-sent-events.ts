import { createParser } from 'eventsource-parser';
import type { ProviderTarget } from '../provider-adapter.js';
import { badAnswer } from './refusal.js';

/** No event of a chat is longer; a stream without line ends must not fill the memory. */
const MAX_EVENT_CHARS = 10 * 1024 * 1024;

/** The `data` of each event of a text/event-stream. */
export async function* serverSentEvents(target: ProviderTarget, chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let ready: string[] = [];
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onEvent: ({ data }) => void ready.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw badAnswer(target, 'An event of the stream is too large', '');
    },
  });
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    const events = ready;
    ready = [];
    yield* events;
  }
  // Not every server ends its last event with the blank line that it should.
  parser.feed('\n\n');
  yield* ready;
}
