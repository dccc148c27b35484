import { Readable } from 'node:stream';
import { messageOfFailure } from '../run-refusal.js';

/**
 * LangBot's stream of an answer: `start`, the message again and again as it grows, `end`. Begins with the first message,
 * so that what fails before it can still be told by a status. A failure after that is an `error` before the `end`.
 */
export async function openAnswerStream<T>(
  messages: AsyncGenerator<T, void>,
  draw: (message: T) => object,
): Promise<Readable> {
  const first = await messages.next();
  return Readable.from(frames(first, messages, draw), { objectMode: false });
}

async function* frames<T>(
  first: IteratorResult<T, void>,
  messages: AsyncGenerator<T, void>,
  draw: (message: T) => object,
): AsyncGenerator<Buffer, void> {
  yield frame({ type: 'start' });
  try {
    for (let step = first; step.done !== true; step = await messages.next()) yield frame({ message: draw(step.value) });
  } catch (error) {
    yield frame({ type: 'error', message: messageOfFailure(error) });
  } finally {
    await messages.return();
  }
  yield frame({ type: 'end' });
}

function frame(data: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}
