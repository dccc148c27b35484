import type { ChatAnswer, ChatEvent, FinishReason } from '../../providers/calls/chat-call.js';
import type { ChatProtocol } from '../endpoints/chat-protocol.js';
import type { ResourceCall } from '../endpoints/endpoint.js';
import { drained } from '../drained.js';
import type { ClientExchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import { gatewayFailure } from '../gateway-failure.js';
import { beginEvents } from '../translated/streamed-answer.js';
import { JSON_TYPE, sendWhole } from '../translated/whole-answer.js';
import { counted, NOTHING_USED } from '../used-tokens.js';
import type { ChatResource } from './chat-resources.js';

/** As long as a provider's stream may idle. */
const LONGEST_STALL_MS = 60_000;

/** A chat with a pipeline or a bot in place of a model, in the words of the client's protocol. */
export class ResourceChat implements ResourceCall {
  constructor(
    private readonly protocol: ChatProtocol,
    private readonly resource: ChatResource,
    private readonly name: string,
    private readonly fields: Readonly<Record<string, unknown>>,
    readonly model: string,
    readonly isStream: boolean,
  ) {}

  /** @throws GatewayError while the client can still be told in a head */
  async answer(exchange: ClientExchange): Promise<void> {
    const request = this.protocol.read(this.fields, this.model);
    const left = new AbortController();
    exchange.whenClientLeaves(() => left.abort());
    const events = this.resource.answer(exchange.caller, this.name, request, left.signal);
    try {
      if (this.isStream) await this.stream(exchange, events, left.signal);
      else await this.whole(exchange, events);
    } catch (error) {
      // Nobody is there to be told, and that a client leaves is no failure.
      if (!exchange.hasLeft) throw error;
    } finally {
      exchange.whenClientLeaves(null);
    }
  }

  private async whole(exchange: ClientExchange, events: AsyncIterable<ChatEvent>): Promise<void> {
    const answer = await wholeOf(events);
    exchange.firstByteAt = performance.now();
    exchange.used = counted(answer.usage ?? NOTHING_USED);
    sendWhole(exchange, JSON_TYPE, JSON.stringify(this.protocol.answer(answer, this.model, exchange.used)));
  }

  private async stream(exchange: ClientExchange, events: AsyncIterable<ChatEvent>, signal: AbortSignal): Promise<void> {
    const { reply } = exchange;
    const writer = this.protocol.stream(this.fields, this.model, 0);
    let hasEnded = false;
    try {
      for await (const event of events) {
        if (!reply.headersSent) beginEvents(exchange);
        if (event.kind === 'end') {
          exchange.used = counted(event.usage ?? NOTHING_USED);
          exchange.endWith(writer.end(event.finishReason, exchange.used));
          hasEnded = true;
          return;
        }
        if (!reply.write(writer.write(event))) await untilRead(exchange, signal);
      }
      throw brokenOff();
    } catch (error) {
      // What fails when all has been said, such as hanging up, takes nothing away from it.
      if (hasEnded) return;
      if (exchange.hasLeft || !reply.headersSent) throw error;
      const failure = gatewayFailure(error);
      exchange.status = failure.status;
      exchange.endWith(writer.fail(failure));
    }
  }
}

/** A client that does not read keeps a run waiting; not for ever. @throws what the signal says once the client has left */
async function untilRead(exchange: ClientExchange, signal: AbortSignal): Promise<void> {
  const { reply } = exchange;
  const stalled = setTimeout(() => {
    reply.destroy();
    exchange.leave();
  }, LONGEST_STALL_MS);
  try {
    await drained(reply, signal);
  } finally {
    clearTimeout(stalled);
  }
}

/** All that was said, at once. @throws GatewayError for an answer without an end */
export async function wholeOf(events: AsyncIterable<ChatEvent>): Promise<ChatAnswer> {
  let [text, reasoning] = ['', ''];
  const calls: { id: string; name: string; arguments: string }[] = [];
  let end: { finishReason: FinishReason; usage: ChatAnswer['usage'] } | null = null;
  for await (const event of events) {
    if (event.kind === 'text') text += event.text;
    else if (event.kind === 'reasoning') reasoning += event.text;
    else if (event.kind === 'tool_call') calls[event.index] = { id: event.id, name: event.name, arguments: '' };
    else if (event.kind === 'end') end = event;
    else {
      const call = calls[event.index];
      if (call) call.arguments += event.text;
    }
  }
  if (end === null) throw brokenOff();
  const toolCalls = calls.filter((call) => call !== undefined);
  return { text, reasoning, toolCalls, finishReason: end.finishReason, usage: end.usage };
}

function brokenOff(): GatewayError {
  return new GatewayError(502, 'upstream_error', 'The answer broke off', { code: 'upstream_broken_stream' });
}
