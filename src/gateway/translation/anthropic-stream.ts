import type { FinishReason } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { plainUsage } from '../../providers/calls/token-usage.js';
import type { GatewayError } from '../gateway-error.js';
import { anthropicStopReason, type MessageStamp } from './anthropic-answer.js';
import { anthropicUsage } from './anthropic-usage.js';
import { AnthropicBlocks } from './anthropic-blocks.js';
import { anthropicErrorBody } from './gateway-error-body.js';
import { namedEvent } from './named-event.js';
import type { StreamedStep } from './streamed-step.js';

/** Writes a streamed answer as the server-sent events of Anthropic's messages. */
export class AnthropicStream {
  private hasBegun = false;
  private readonly blocks = new AnthropicBlocks();

  constructor(
    private readonly stamp: MessageStamp,
    /** An estimate: providers count at the end, and the first event tells it already. */
    private readonly inputTokens: number,
  ) {}

  write(step: StreamedStep): string {
    return this.begin() + this.blocks.write(step);
  }

  /** The last of the stream; the usage is an estimate where the provider did not count. */
  end(finishReason: FinishReason, usage: TokenUsage): string {
    const delta = { stop_reason: anthropicStopReason(finishReason), stop_sequence: null };
    return [
      this.begin(),
      this.blocks.end(),
      namedEvent('message_delta', { delta, usage: anthropicUsage(usage) }),
      namedEvent('message_stop', {}),
    ].join('');
  }

  /** The last of a stream that breaks off. */
  fail(error: GatewayError): string {
    return namedEvent('error', anthropicErrorBody(error));
  }

  private begin(): string {
    if (this.hasBegun) return '';
    this.hasBegun = true;
    const { id, model } = this.stamp;
    const usage = anthropicUsage(plainUsage(this.inputTokens));
    return namedEvent('message_start', {
      message: {
        id,
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage,
      },
    });
  }
}
