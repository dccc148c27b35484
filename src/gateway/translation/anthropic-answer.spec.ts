import { plainUsage } from '../../providers/calls/token-usage.js';
import { anthropicMessage, newMessageStamp } from './anthropic-answer.js';

const stamp = { id: 'msg_1', model: 'm' };
const answer = { text: 'Hi', reasoning: '', toolCalls: [], finishReason: 'stop', usage: null } as const;

describe("an answer in Anthropic's words", () => {
  it('is what was thought, said and called, in this order', () => {
    const toolCalls = [
      { id: 't1', name: 'weather', arguments: '{"city":"Rome"}' },
      { id: 't2', name: 'time', arguments: '' },
    ];
    const usage = { ...plainUsage(100, 12), cachedInputTokens: 60, cacheWriteTokens: 30, reasoningTokens: 5 };

    expect(
      anthropicMessage({ ...answer, reasoning: 'hm', toolCalls, finishReason: 'tool_calls' }, stamp, usage),
    ).toEqual({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [
        { type: 'thinking', thinking: 'hm', signature: '' },
        { type: 'text', text: 'Hi' },
        { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Rome' } },
        { type: 'tool_use', id: 't2', name: 'time', input: {} },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 30,
        cache_read_input_tokens: 60,
        output_tokens: 12,
      },
    });
  });

  it.each([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['content_filter', 'refusal'],
    ['other', 'end_turn'],
  ] as const)('ends for %s with %s', (finishReason, expected) => {
    expect(anthropicMessage({ ...answer, text: '', finishReason }, stamp, plainUsage(1))).toMatchObject({
      content: [],
      stop_reason: expected,
    });
  });

  it.each(['{"city":', '[1]', '7'])('shows arguments that are no object as they are: %s', (text) => {
    const toolCalls = [{ id: 't1', name: 'weather', arguments: text }];

    expect(anthropicMessage({ ...answer, toolCalls }, stamp, plainUsage(1))).toMatchObject({
      content: [{ type: 'text' }, { type: 'tool_use', input: { malformed_arguments: text } }],
    });
  });

  it('never counts less than nothing', () => {
    const usage = { ...plainUsage(5), cachedInputTokens: 9 };

    expect(anthropicMessage(answer, stamp, usage)).toMatchObject({ usage: { input_tokens: 0 } });
  });

  it('is stamped with an id', () => {
    expect(newMessageStamp('m')).toEqual({ id: expect.stringMatching(/^msg_[0-9a-f]{32}$/), model: 'm' });
  });
});
