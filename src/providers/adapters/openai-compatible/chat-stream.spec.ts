import { catalogFactory } from '../../../../test/support/fake-provider/fake-target.js';
import type { ChatEvent } from '../../calls/chat-call.js';
import { plainUsage } from '../../calls/token-usage.js';
import { startedStream } from '../stream-events.js';
import { chatEvents } from './chat-stream.js';

const target = {
  factory: catalogFactory('OpenAI'),
  baseUrl: 'https://h/v1',
  credential: { api_key: 'sk-secret-0123456789' },
};

/** The events of a stream that arrives in these pieces. */
async function eventsOf(...pieces: readonly string[]): Promise<ChatEvent[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece, 'latin1'));
  }
  const events: ChatEvent[] = [];
  for await (const event of await startedStream(target, chatEvents(target, chunks()))) events.push(event);
  return events;
}

const data = (...events: readonly (string | object)[]): string =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');
const delta = (fields: object, reason: string | null = null): object => ({
  choices: [{ index: 0, delta: fields, finish_reason: reason }],
});

describe('the events of a chat completion stream', () => {
  it('are its words, and at the end the reason and the usage', async () => {
    const usage = {
      prompt_tokens: 9,
      completion_tokens: 12,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    const stream = data(delta({ role: 'assistant', content: '' }), delta({ content: 'Hi' }), delta({}, 'stop'), {
      choices: [],
      usage,
    });

    await expect(eventsOf(stream, data('[DONE]'))).resolves.toEqual([
      { kind: 'text', text: 'Hi' },
      {
        kind: 'end',
        finishReason: 'stop',
        usage: { ...plainUsage(9, 12), cachedInputTokens: 4, reasoningTokens: 5 },
      },
    ]);
  });

  it('do not depend on where the pieces are cut, not even inside a character', async () => {
    const whole = Buffer.from(data(delta({ content: 'é€😀' }), delta({}, 'stop'))).toString('latin1');

    await expect(eventsOf(...whole.split(''))).resolves.toEqual([
      { kind: 'text', text: 'é€😀' },
      { kind: 'end', finishReason: 'stop', usage: null },
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('may end their lines in %s, with comments between', async (_name, end) => {
    const text = data(delta({ content: 'a' }), '[DONE]').replaceAll('\n', end);

    await expect(eventsOf(`: OPENROUTER PROCESSING${end}${end}${text}`)).resolves.toMatchObject([
      { kind: 'text', text: 'a' },
      { kind: 'end', finishReason: 'other' },
    ]);
  });

  it.each(['reasoning_content', 'reasoning'])('tell thinking in %s apart', async (field) => {
    await expect(eventsOf(data(delta({ [field]: 'hm' }), delta({ content: 'a' }, 'length')))).resolves.toEqual([
      { kind: 'reasoning', text: 'hm' },
      { kind: 'text', text: 'a' },
      { kind: 'end', finishReason: 'length', usage: null },
    ]);
  });

  it('follow tool calls that come in parts, several at a time', async () => {
    const call = (index: number, fields: object): object => delta({ tool_calls: [{ index, ...fields }] });
    const stream = data(
      call(0, { id: 'c1', type: 'function', function: { name: 'weather', arguments: '' } }),
      call(0, { function: { arguments: '{"city":' } }),
      call(1, { id: 'c2', type: 'function', function: { name: 'time', arguments: '{}' } }),
      call(0, { function: { arguments: '"Rome"}' } }),
      delta({}, 'tool_calls'),
    );

    await expect(eventsOf(stream)).resolves.toEqual([
      { kind: 'tool_call', index: 0, id: 'c1', name: 'weather' },
      { kind: 'tool_arguments', index: 0, text: '{"city":' },
      { kind: 'tool_call', index: 1, id: 'c2', name: 'time' },
      { kind: 'tool_arguments', index: 1, text: '{}' },
      { kind: 'tool_arguments', index: 0, text: '"Rome"}' },
      { kind: 'end', finishReason: 'tool_calls', usage: null },
    ]);
  });

  it('may lack the blank line after the last one', async () => {
    await expect(eventsOf(data(delta({ content: 'a' })), 'data: [DONE]')).resolves.toHaveLength(2);
  });

  it('number tool calls themselves where the server does not', async () => {
    const stream = data(
      delta({
        tool_calls: [{ function: { name: 'a', arguments: '{}' } }, { function: { name: 'b', arguments: '{}' } }],
      }),
      delta({}, 'tool_calls'),
    );

    expect((await eventsOf(stream)).filter(({ kind }) => kind === 'tool_call')).toEqual([
      { kind: 'tool_call', index: 0, id: 'call_0', name: 'a' },
      { kind: 'tool_call', index: 1, id: 'call_1', name: 'b' },
    ]);
  });

  it.each([
    ['no event at all', '', 'The stream ended before its first event'],
    ['a page', '<html>', 'The stream ended before its first event'],
    ['an end without a reason', data(delta({ content: 'a' })), 'The stream broke off'],
    ['an event that is no JSON', data('{"choices":'), 'The stream has an event that is no chunk: {"choices":'],
    ['an event that is no object', data('7'), 'The stream has an event that is no chunk: 7'],
  ])('fail for %s', async (_name, stream, providerText) => {
    await expect(eventsOf(stream)).rejects.toMatchObject({ causeClass: 'bad_answer', providerText });
  });

  it.each([
    [{ error: { code: 429, message: 'Rate limit exceeded' } }, 'rate_limited', 'Rate limit exceeded'],
    [{ error: { code: 402, message: 'Insufficient credits' } }, 'quota', 'Insufficient credits'],
    [{ error: { message: 'sk-secret-0123456789 is not valid', code: 401 } }, 'unauthorized', '*** is not valid'],
  ])('fail for a refusal in the middle: %j', async (refused, causeClass, providerText) => {
    await expect(eventsOf(data(delta({ content: 'a' }), refused))).rejects.toMatchObject({ causeClass, providerText });
  });
});
