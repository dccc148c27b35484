import type { FinishReason } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import type { GatewayError } from '../gateway-error.js';
import type { StreamedStep } from './streamed-step.js';
import type { CompletionStamp } from './completion-stamp.js';
import { openAiErrorBody } from './gateway-error-body.js';
import { openAiFinishReason } from './openai-chat-answer.js';
import { openAiUsage } from './openai-usage.js';

/** Writes a streamed answer as the server-sent events of `chat.completion.chunk`s. */
export class OpenAiChatStream {
  private hasBegun = false;

  constructor(
    private readonly stamp: CompletionStamp,
    /** `stream_options.include_usage`. */
    private readonly includeUsage: boolean,
  ) {}

  write(step: StreamedStep): string {
    return this.begin() + this.chunk(deltaOf(step));
  }

  /** The last of the stream; the usage is an estimate where the provider did not count. */
  end(finishReason: FinishReason, usage: TokenUsage): string {
    const closing = this.begin() + this.chunk({}, openAiFinishReason(finishReason));
    const counted = this.includeUsage ? event({ ...this.head(), choices: [], usage: openAiUsage(usage) }) : '';
    return `${closing}${counted}data: [DONE]\n\n`;
  }

  /** The last of a stream that breaks off: clients take what came as unfinished, as there is no `[DONE]`. */
  fail(error: GatewayError): string {
    return event(openAiErrorBody(error));
  }

  private begin(): string {
    if (this.hasBegun) return '';
    this.hasBegun = true;
    return this.chunk({ role: 'assistant', content: '' });
  }

  private chunk(delta: object, finishReason: string | null = null): string {
    return event({
      ...this.head(),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(this.includeUsage ? { usage: null } : {}),
    });
  }

  private head(): object {
    const { id, created, model } = this.stamp;
    return { id, object: 'chat.completion.chunk', created, model };
  }
}

function deltaOf(step: StreamedStep): object {
  switch (step.kind) {
    case 'text':
      return { content: step.text };
    case 'reasoning':
      return { reasoning_content: step.text };
    case 'tool_call': {
      const { index, id, name } = step;
      return { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] };
    }
    case 'tool_arguments':
      return { tool_calls: [{ index: step.index, function: { arguments: step.text } }] };
  }
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
