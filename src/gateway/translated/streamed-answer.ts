import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { ChatEvent, FinishReason } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import type { CallOptions } from '../../providers/provider-adapter.js';
import { answerHead, ownHead } from '../answer-head.js';
import { drained } from '../drained.js';
import type { ClientExchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import type { StreamedStep } from '../translation/streamed-step.js';
import { estimateTokens } from '../translation/token-estimate.js';
import { counted, estimated } from '../used-tokens.js';
import { CallClock } from './call-clock.js';
import { failureOf } from './whole-answer.js';

/** Writes a stream in the words of the client's protocol. */
export interface StreamWriter {
  write(step: StreamedStep): string;
  end(finishReason: FinishReason, usage: TokenUsage): string;
  fail(error: GatewayError): string;
}

/**
 * Makes a call through an adapter, and answers with its events as they come. Never rejects.
 * @param inputTokens our count of the prompt, for providers that don't tell theirs
 */
export async function answerStreaming(
  exchange: ClientExchange,
  route: ModelRoute,
  call: (options: CallOptions) => Promise<AsyncIterable<ChatEvent>>,
  start: () => StreamWriter,
  inputTokens: number,
): Promise<AttemptFailure | null> {
  const clock = new CallClock(exchange, route);
  try {
    clock.awaitFirstByte();
    const events = await call({ signal: clock.signal });
    exchange.answered();
    beginEvents(exchange);
    await new StreamedAnswer(exchange, clock, start(), inputTokens).pass(events);
    return null;
  } catch (error) {
    if (exchange.hasLeft) return null;
    if (exchange.reply.headersSent) {
      exchange.reply.destroy();
      return null;
    }
    exchange.answered();
    return failureOf(error, route);
  } finally {
    clock.stop();
  }
}

/** The answer is a stream of events from now on. */
export function beginEvents(exchange: ClientExchange): void {
  exchange.status = 200;
  exchange.firstByteAt = performance.now();
  exchange.isEventStream = true;
  const head = [...answerHead(exchange, 'text/event-stream'), 'cache-control', 'no-cache'];
  exchange.reply.writeHead(200, head, ownHead(exchange));
}

/** Of what was said so much is remembered, to be counted if the provider does not; a stream may never end. */
const MOST_SAID = 256 * 1024;

type ChatEnd = Extract<ChatEvent, { kind: 'end' }>;

/** An answer that has begun. */
class StreamedAnswer {
  private said = '';
  private charactersSaid = 0;

  constructor(
    private readonly exchange: ClientExchange,
    private readonly clock: CallClock,
    private readonly writer: StreamWriter,
    private readonly inputTokens: number,
  ) {}

  async pass(events: AsyncIterable<ChatEvent>): Promise<void> {
    let end: ChatEnd | null = null;
    try {
      this.clock.awaitNext();
      for await (const event of events) {
        if (this.exchange.hasLeft) break;
        if (event.kind === 'end') {
          end = event;
          break;
        }
        if ('text' in event) this.remember(event.text);
        await this.send(this.writer.write(event));
        this.clock.awaitNext();
      }
    } catch {
      // Be it that it broke off, or that hanging up after its end failed: what counts is whether it came to its end.
    }
    if (end !== null) {
      await this.end(end.finishReason, end.usage);
      return;
    }
    await this.estimate();
    this.breakOff();
  }

  private async end(finishReason: FinishReason, usage: TokenUsage | null): Promise<void> {
    if (usage) this.exchange.used = counted(usage);
    else await this.estimate();
    this.exchange.endWith(this.writer.end(finishReason, this.exchange.used));
  }

  private remember(text: string): void {
    this.charactersSaid += text.length;
    if (this.said.length < MOST_SAID) this.said += text;
  }

  /** What is not remembered is taken to be like the rest. */
  private async estimate(): Promise<void> {
    const remembered = await estimateTokens(this.said);
    const share = this.said === '' ? 1 : this.charactersSaid / this.said.length;
    this.exchange.used = estimated(this.inputTokens, Math.round(remembered * share));
  }

  private breakOff(): void {
    if (this.exchange.hasLeft) return;
    this.exchange.status = 502;
    const error = new GatewayError(502, 'upstream_error', 'The provider broke off its answer', {
      code: 'upstream_broken_stream',
    });
    this.exchange.endWith(this.writer.fail(error));
  }

  /** Waits for a client that reads more slowly than the provider writes. */
  private async send(text: string): Promise<void> {
    const { reply } = this.exchange;
    if (reply.write(text)) return;
    await drained(reply, this.clock.signal);
  }
}
