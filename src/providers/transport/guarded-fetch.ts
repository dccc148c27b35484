import { type Dispatcher, request } from 'undici';
import { ProviderCallError } from '../provider-call-error.js';
import { connectionFailure } from './connection-failure.js';

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
/** No chat is longer; a stream that never ends its event must not fill the memory of a library that waits for it. */
const MAX_STREAM_BYTES = 128 * 1024 * 1024;
const STREAMED = /event-?stream/;
const NEVER = new AbortController().signal;

/**
 * `fetch` for client libraries, through the outbound guard: follows no redirect, bounds what is not a stream, and says
 * what a connection did wrong as `ProviderCallError`.
 */
export function guardedFetch(dispatcher: Dispatcher, maxAnswerBytes = MAX_ANSWER_BYTES): typeof fetch {
  return async (input, init = {}) => {
    const signal = init.signal ?? NEVER;
    const answer = await open(dispatcher, input instanceof Request ? input.url : String(input), init, signal);
    const headers = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
    const limit = STREAMED.test(headers.get('content-type') ?? '') ? MAX_STREAM_BYTES : maxAnswerBytes;
    const hasBody = ![204, 205, 304].includes(answer.statusCode);
    return new Response(hasBody ? streamOf(answer.body, limit, signal) : null, {
      status: answer.statusCode,
      headers,
    });
  };
}

async function open(
  dispatcher: Dispatcher,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    return await request(url, {
      dispatcher,
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' },
      body: (init.body ?? null) as string | Uint8Array | null,
      signal,
    });
  } catch (error) {
    throw connectionFailure(error, signal);
  }
}

/** Whoever stops reading closes the connection at once; a generator would first wait for the piece it has asked for. */
function streamOf(body: Dispatcher.ResponseData['body'], limit: number, signal: AbortSignal): ReadableStream {
  const pieces = bounded(body, limit, signal);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: () => void body.destroy(),
  });
}

async function* bounded(
  stream: AsyncIterable<Buffer>,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limit) throw new ProviderCallError('bad_answer', 'The answer is too large');
      yield new Uint8Array(chunk);
    }
  } catch (error) {
    throw error instanceof ProviderCallError ? error : connectionFailure(error, signal);
  }
}
