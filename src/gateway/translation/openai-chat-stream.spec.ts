import fc from 'fast-check';
import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { chatEvents } from '../../providers/adapters/openai-compatible/chat-stream.js';
import type { ChatEvent } from '../../providers/calls/chat-call.js';
import { plainUsage } from '../../providers/calls/token-usage.js';
import { GatewayError } from '../gateway-error.js';
import { OpenAiChatStream } from './openai-chat-stream.js';
import type { StreamedStep } from './streamed-step.js';

const stamp = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'm' };

/** The data of each event, parsed but for the closing mark. */
function dataOf(stream: string): unknown[] {
  return stream
    .split('\n\n')
    .slice(0, -1)
    .map((event) => event.replace(/^data: /, ''))
    .map((data) => (data === '[DONE]' ? data : (JSON.parse(data) as unknown)));
}

const chunk = (delta: object, finish: string | null = null, more: object = {}): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  ...more,
});

describe('a stream of chat completion chunks', () => {
  it('is the role, the words, the tool calls, the end', () => {
    const stream = new OpenAiChatStream(stamp, false);
    const steps: StreamedStep[] = [
      { kind: 'reasoning', text: 'hm' },
      { kind: 'text', text: 'Hi' },
      { kind: 'tool_call', index: 0, id: 'c1', name: 'weather' },
      { kind: 'tool_arguments', index: 0, text: '{}' },
    ];
    const written = steps.map((step) => stream.write(step)).join('') + stream.end('tool_calls', plainUsage(1, 2));

    expect(dataOf(written)).toEqual([
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'hm' }),
      chunk({ content: 'Hi' }),
      chunk({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'weather', arguments: '' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] }),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ]);
  });

  it('tells the usage at its end, and null before, when asked to', () => {
    const stream = new OpenAiChatStream(stamp, true);

    expect(dataOf(stream.end('other', plainUsage(1, 2)))).toEqual([
      chunk({ role: 'assistant', content: '' }, null, { usage: null }),
      chunk({}, 'stop', { usage: null }),
      {
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1_700_000_000,
        model: 'm',
        choices: [],
        usage: {
          prompt_tokens: 1,
          completion_tokens: 2,
          total_tokens: 3,
          prompt_tokens_details: { cached_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 0 },
        },
      },
      '[DONE]',
    ]);
  });

  it('ends with an error when it breaks off', () => {
    const stream = new OpenAiChatStream(stamp, false);
    const error = new GatewayError(502, 'upstream_error', 'The stream broke off', { code: 'bad_answer' });

    expect(stream.fail(error)).toBe(
      'data: {"error":{"message":"The stream broke off","type":"upstream_error","param":null,"code":"bad_answer"}}\n\n',
    );
  });

  it('is read by our own adapter as the events it was written from', async () => {
    const target = { factory: catalogFactory('OpenAI'), baseUrl: 'https://h/v1', credential: { api_key: 'k' } };
    const words = fc.array(
      fc.record({ kind: fc.constantFrom('text' as const, 'reasoning' as const), text: fc.string({ minLength: 1 }) }),
    );
    const usage = plainUsage(3, 4);

    await fc.assert(
      fc.asyncProperty(words, fc.string({ minLength: 1 }), async (steps, name) => {
        const called: StreamedStep[] = [
          ...steps,
          { kind: 'tool_call', index: 0, id: 'c', name },
          { kind: 'tool_arguments', index: 0, text: '{}' },
        ];
        const stream = new OpenAiChatStream(stamp, true);
        const written = called.map((step) => stream.write(step)).join('') + stream.end('tool_calls', usage);
        const events: ChatEvent[] = [];
        for await (const event of chatEvents(target, chunksOf(written))) events.push(event);

        expect(events).toEqual([...called, { kind: 'end', finishReason: 'tool_calls', usage }]);
      }),
    );
  });
});

async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}
