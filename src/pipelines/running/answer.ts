import { GatewayError } from '../../gateway/gateway-error.js';
import type { ChatEvent, FinishReason, ToolCall } from '../../providers/calls/chat-call.js';
import type { RunEvent } from '../pipeline-runs.js';
import { ThinkFilter } from './think-filter.js';

/** No answer is longer. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

type Shown = Extract<RunEvent, { kind: 'text' | 'reasoning' }>;

/** One answer of a model, while it comes. */
export class Answer {
  /** Without what is left out of it. */
  text = '';
  finishReason: FinishReason = 'other';
  private readonly calls: ToolCall[] = [];
  private readonly filter: ThinkFilter | null;
  private size = 0;

  constructor(removesThinking: boolean) {
    this.filter = removesThinking ? new ThinkFilter() : null;
  }

  get toolCalls(): readonly ToolCall[] {
    return this.calls.filter((call) => call !== undefined);
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
        this.calls[event.index] = { id: event.id, name: event.name, arguments: '' };
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
    const call = this.calls[index];
    if (call) call.arguments += text;
  }

  private grow({ length }: string): void {
    this.size += length;
    if (this.size <= MOST_CHARACTERS) return;
    throw new GatewayError(502, 'upstream_error', 'The answer of the model does not end', { code: 'answer_too_long' });
  }
}
