import { setTimeout as pause } from 'node:timers/promises';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Dispatcher } from 'undici';
import { guardedFetch } from '../../providers/transport/guarded-fetch.js';
import type { Inflow } from './inflow.js';
import type { McpLimits } from './mcp-limits.js';

const STREAMED = /event-?stream/;
const JSON_TYPE = /^application\/json\b/i;
/** Between two requests for a stream: a server that closes it at once is not asked in a tight loop. */
const BETWEEN_STREAMS_MS = 1_000;
/** Streams that are waited for: the SDK asks for ever for one that a server said could be resumed. */
const MOST_STREAMS = 16;
/** Messages that the server has not taken yet; one that asks us without end must take our answers. */
const MOST_MESSAGES = 64;
/** A request that asks for something lives a little longer than the wait for its answer. */
const AFTER_CALL_MS = 5_000;

/**
 * `fetch` for the transports of one server: through the outbound guard, bounded in size, time, pace and number.
 * @param callMs the longest call
 */
export function serverFetch(dispatcher: Dispatcher, limits: McpLimits, inflow: Inflow, callMs: number): FetchLike {
  const fetch = guardedFetch(dispatcher, limits.messageBytes);
  const streams = new Places(MOST_STREAMS);
  const messages = new Places(MOST_MESSAGES);
  let nextStream = -Infinity;

  const openStream: FetchLike = (url, init = {}) =>
    streams.hold(async () => {
      const now = performance.now();
      const turn = Math.max(now, nextStream);
      nextStream = turn + BETWEEN_STREAMS_MS;
      // Of its own: the transport has one signal for everything, which would warn of so many listeners.
      const signal = AbortSignal.any(init.signal ? [init.signal] : []);
      if (turn > now) await pause(turn - now, undefined, { ref: false, signal });
      return metered(await fetch(url, { ...init, signal }), inflow);
    });

  const send: FetchLike = (url, init = {}) =>
    messages.hold(async () => {
      const soon = AbortSignal.timeout(callMs + AFTER_CALL_MS);
      const signal = init.signal ? AbortSignal.any([init.signal, soon]) : soon;
      return metered(await fetch(url, { ...init, signal }), inflow);
    });

  return (url, init) => ((init?.method ?? 'GET') === 'GET' ? openStream : send)(url, init);
}

/** An answer, counted as far as it is not a stream; and that while it is read. */
async function metered(answer: Response, inflow: Inflow): Promise<Response> {
  const { status, headers, body } = answer;
  const type = headers.get('content-type') ?? '';
  if (body && STREAMED.test(type)) return new Response(body.pipeThrough(inflow.meterEvents()), { status, headers });
  if (status !== 200 || !JSON_TYPE.test(type)) {
    inflow.count(0, 1);
    return answer;
  }
  const text = await answer.text();
  inflow.count(Buffer.byteLength(text), messagesIn(text));
  return new Response(text, { status, headers });
}

/** More than one in the batches of older versions of the protocol. */
function messagesIn(text: string): number {
  if (!/^\s*\[/.test(text)) return 1;
  try {
    return (JSON.parse(text) as unknown[]).length;
  } catch {
    return 1;
  }
}

/** For so many at the same time, and no more. */
class Places {
  private taken = 0;

  constructor(private readonly most: number) {}

  /** @throws Error when there is none left */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken >= this.most) throw new Error('The server does not take what it is sent');
    this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
    }
  }
}
