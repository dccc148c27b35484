import fc from 'fast-check';
import { plainUsage } from '../../providers/calls/token-usage.js';
import { GatewayError } from '../gateway-error.js';
import { AnthropicStream } from './anthropic-stream.js';
import type { StreamedStep } from './streamed-step.js';

type Sent = Record<string, unknown> & { type: string; index?: number };

/** The data of each event; its name is its type. */
function eventsOf(stream: string): Sent[] {
  return stream
    .split('\n\n')
    .slice(0, -1)
    .map((event) => {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(event)!;
      const sent = JSON.parse(data!) as Sent;
      expect(sent.type).toBe(name);
      return sent;
    });
}

function streamed(...steps: readonly StreamedStep[]): Sent[] {
  const stream = new AnthropicStream({ id: 'msg_1', model: 'm' }, 7);
  return eventsOf(steps.map((step) => stream.write(step)).join('') + stream.end('tool_calls', plainUsage(9, 12)));
}

/** The blocks that a client puts together, where no event may be about a block that is not open. */
function blocksOf(events: readonly Sent[]): string[] {
  const blocks: string[] = [];
  let open: number | null = null;
  for (const { type, index, content_block: block, delta } of events) {
    if (type === 'content_block_start') {
      expect([open, index]).toEqual([null, blocks.length]);
      open = index!;
      const { type: kind, id = '' } = block as Record<string, string>;
      blocks.push(`${kind}${id}:`);
    }
    if (type === 'content_block_delta') {
      expect(index).toBe(open);
      const { text, thinking, partial_json: json } = delta as Record<string, string>;
      blocks.push(`${blocks.pop()!}${text ?? thinking ?? json ?? ''}`);
    }
    if (type === 'content_block_stop') {
      expect(index).toBe(open);
      open = null;
    }
  }
  expect(open).toBeNull();
  return blocks;
}

const call = (index: number): StreamedStep => ({ kind: 'tool_call', index, id: `t${index}`, name: 'weather' });
const args = (index: number, text: string): StreamedStep => ({ kind: 'tool_arguments', index, text });

describe("a stream of Anthropic's events", () => {
  it('is the message, its blocks, the end', () => {
    expect(
      streamed(
        { kind: 'reasoning', text: 'hm' },
        { kind: 'text', text: 'H' },
        { kind: 'text', text: 'i' },
        call(0),
        args(0, '{}'),
      ),
    ).toEqual([
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
        },
      },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'H' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'i' } },
      { type: 'content_block_stop', index: 1 },
      {
        type: 'content_block_start',
        index: 2,
        content_block: { type: 'tool_use', id: 't0', name: 'weather', input: {} },
      },
      { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{}' } },
      { type: 'content_block_stop', index: 2 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: { input_tokens: 9, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 12 },
      },
      { type: 'message_stop' },
    ]);
  });

  it('may be empty', () => {
    expect(streamed().map(({ type }) => type)).toEqual(['message_start', 'message_delta', 'message_stop']);
  });

  it('writes a call as it comes when the one before is whole', () => {
    const stream = new AnthropicStream({ id: 'msg_1', model: 'm' }, 7);
    for (const step of [call(0), args(0, '{"a":'), args(0, '1}')]) stream.write(step);

    expect(eventsOf(stream.write(call(1))).map(({ type, index }) => [type, index])).toEqual([
      ['content_block_stop', 0],
      ['content_block_start', 1],
    ]);
  });

  it('takes calls apart that are written at once', () => {
    const steps = [call(0), call(1), args(1, '{"b"'), args(0, '{"a"'), call(2), args(1, ':1}'), args(0, ':0}')];

    expect(blocksOf(streamed({ kind: 'text', text: 'Hi' }, ...steps, { kind: 'text', text: 'Bye' }))).toEqual([
      'text:Hi',
      'tool_uset0:{"a":0}',
      'tool_uset1:{"b":1}',
      'tool_uset2:',
      'text:Bye',
    ]);
  });

  it('loses nothing of any calls, in whatever order their parts come', () => {
    const texts = fc.array(fc.json({ maxDepth: 1 }), { minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.nat(3)), (written, turns) => {
        const left = written.map((text, index) => [call(index), ...Array.from(text, (letter) => args(index, letter))]);
        const steps: StreamedStep[] = [];
        while (left.some((queue) => queue.length > 0)) {
          const turn: number = turns.next().value;
          const queue = left[turn % left.length]!;
          const next = queue.length > 0 ? queue : left.find(({ length }) => length > 0)!;
          steps.push(next.shift()!);
        }
        const blocks = blocksOf(streamed(...steps));

        expect(blocks.sort()).toEqual(written.map((text, index) => `tool_uset${index}:${text}`).sort());
      }),
    );
  });

  it('ends with an error when it breaks off', () => {
    const stream = new AnthropicStream({ id: 'msg_1', model: 'm' }, 7);

    expect(stream.fail(new GatewayError(502, 'upstream_error', 'The stream broke off'))).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"The stream broke off"}}\n\n',
    );
  });
});
