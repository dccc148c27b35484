import { GatewayError } from '../../gateway/gateway-error.js';
import type { ChatEvent, FinishReason, ToolCall } from '../../providers/calls/chat-call.js';
import type { RunEvent } from '../pipeline-runs.js';
import { ThinkFilter } from './think-filter.js';

/** No answer is longer. */
const MOST_CHARACTERS = 2 * 1024 * 1024;
/** Nor does any ask for more tools at once. */
const MOST_TOOL_CALLS = 128;

type Shown = Extract<RunEvent, { kind: 'text' | 'reasoning' }>;

/** One answer of a model, while it comes. */
export class Answer {
  /** Without what is left out of it. */
  text = '';
  finishReason: FinishReason = 'other';
  /** By the numbers that the provider gives them, which may be any. */
  private readonly calls = new Map<number, ToolCall>();
  private readonly filter: ThinkFilter | null;
  private size = 0;

  constructor(removesThinking: boolean) {
    this.filter = removesThinking ? new ThinkFilter() : null;
  }

  get toolCalls(): readonly ToolCall[] {
    return [...this.calls].sort(([one], [other]) => one - other).map(([, call]) => call);
  }

  /** @returns what of the step is to be shown @throws GatewayError for an answer without end */
  take(event: ChatEvent): readonly Shown[] {
    switch (event.kind) {
      case 'text':
        this.grow(event.text);
        return this.show(this.filter ? this.filter.push(event.text) : event.text);
      case 'reasoning':
        this.grow(event.text);
        return this.filter || event.text === '' ? [] : [event];
      case 'tool_call':
        this.grow(event.id + event.name);
        this.calls.set(event.index, { id: event.id, name: event.name, arguments: '' });
        if (this.calls.size > MOST_TOOL_CALLS) throw endless();
        return [];
      case 'tool_arguments':
        this.grow(event.text);
        this.extend(event.index, event.text);
        return [];
      case 'end':
        this.finishReason = event.finishReason;
        return this.show(this.filter?.flush() ?? '');
    }
  }

  private show(text: string): readonly Shown[] {
    this.text += text;
    return text === '' ? [] : [{ kind: 'text', text }];
  }

  private extend(index: number, text: string): void {
    const call = this.calls.get(index);
    if (call) call.arguments += text;
  }

  private grow({ length }: string): void {
    this.size += length;
    if (this.size > MOST_CHARACTERS) throw endless();
  }
}

function endless(): GatewayError {
  return new GatewayError(502, 'upstream_error', 'The answer of the model does not end', { code: 'answer_too_long' });
}
