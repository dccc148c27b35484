import { namedEvent } from './named-event.js';
import type { StreamedStep } from './streamed-step.js';

type BlockDelta = Exclude<StreamedStep, { kind: 'tool_call' }>;

type OpenBlock = { kind: 'text' | 'reasoning' } | { kind: 'tool_call'; index: number; written: string };

/**
 * The content blocks of a streamed message. One is open at a time, whereas a provider may write several tool calls at
 * once: whatever comes before the arguments of the open call are whole waits until they can't be written any further.
 */
export class AnthropicBlocks {
  private open: OpenBlock | null = null;
  private blockIndex = -1;
  private waiting: StreamedStep[] = [];

  write(step: StreamedStep): string {
    if (step.kind !== 'tool_call' && this.continues(step)) return this.delta(step);
    if (this.waiting.length > 0 || this.isUnfinished()) {
      this.waiting.push(step);
      return '';
    }
    switch (step.kind) {
      case 'tool_arguments':
        // More of a call that is closed, because its arguments were whole.
        return '';
      case 'tool_call':
        return this.start(
          { kind: 'tool_call', index: step.index, written: '' },
          { type: 'tool_use', id: step.id, name: step.name, input: {} },
        );
      case 'text':
        return this.start({ kind: 'text' }, { type: 'text', text: '' }) + this.delta(step);
      case 'reasoning':
        return this.start({ kind: 'reasoning' }, { type: 'thinking', thinking: '', signature: '' }) + this.delta(step);
    }
  }

  /** Writes what has waited, and closes the last block. Each round opens the first call that waits, so it ends. */
  end(): string {
    let written = this.close();
    while (this.waiting.length > 0) {
      const steps = this.waiting;
      this.waiting = [];
      written += steps.map((step) => this.write(step)).join('') + this.close();
    }
    return written;
  }

  private continues(step: BlockDelta): boolean {
    if (this.open?.kind === 'tool_call') return step.kind === 'tool_arguments' && step.index === this.open.index;
    return this.open?.kind === step.kind;
  }

  private isUnfinished(): boolean {
    return this.open?.kind === 'tool_call' && !isObject(this.open.written);
  }

  private start(block: OpenBlock, content: object): string {
    const closed = this.close();
    this.open = block;
    this.blockIndex += 1;
    return closed + namedEvent('content_block_start', { index: this.blockIndex, content_block: content });
  }

  private delta(step: BlockDelta): string {
    if (step.kind === 'tool_arguments' && this.open?.kind === 'tool_call') this.open.written += step.text;
    return namedEvent('content_block_delta', { index: this.blockIndex, delta: deltaOf(step) });
  }

  private close(): string {
    if (this.open === null) return '';
    this.open = null;
    return namedEvent('content_block_stop', { index: this.blockIndex });
  }
}

function deltaOf(step: BlockDelta): object {
  switch (step.kind) {
    case 'text':
      return { type: 'text_delta', text: step.text };
    case 'reasoning':
      return { type: 'thinking_delta', thinking: step.text };
    case 'tool_arguments':
      return { type: 'input_json_delta', partial_json: step.text };
  }
}

/** Whole arguments are an object: of a bare number nobody knows whether more digits follow. */
function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
