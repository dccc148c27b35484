import { setTimeout as pause } from 'node:timers/promises';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Dispatcher } from 'undici';
import { guardedFetch } from '../../providers/transport/guarded-fetch.js';
import type { Inflow } from './inflow.js';
import type { McpLimits } from './mcp-limits.js';

const STREAMED = /event-?stream/;
/** Between two requests for a stream: a server that closes it at once is not asked in a tight loop. */
const BETWEEN_STREAMS_MS = 1_000;
/** A request that asks for something lives a little longer than the wait for its answer. */
const AFTER_CALL_MS = 5_000;

/**
 * `fetch` for the transports of one server: through the outbound guard, bounded in size, time and pace.
 * @param callMs the longest call
 */
export function serverFetch(dispatcher: Dispatcher, limits: McpLimits, inflow: Inflow, callMs: number): FetchLike {
  const fetch = guardedFetch(dispatcher, limits.messageBytes);
  let lastStream = -Infinity;
  return async (url, init = {}) => {
    const signals = init.signal ? [init.signal] : [];
    if ((init.method ?? 'GET') === 'GET') {
      const wait = lastStream + BETWEEN_STREAMS_MS - performance.now();
      if (wait > 0) await pause(wait, undefined, { ref: false, signal: AbortSignal.any(signals) });
      lastStream = performance.now();
    } else signals.push(AbortSignal.timeout(callMs + AFTER_CALL_MS));
    const answer = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    if (!answer.body || !STREAMED.test(answer.headers.get('content-type') ?? '')) {
      inflow.count(0, 1);
      return answer;
    }
    const { status, headers } = answer;
    return new Response(answer.body.pipeThrough(inflow.meterEvents()), { status, headers });
  };
}
