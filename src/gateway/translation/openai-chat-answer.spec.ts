import fc from 'fast-check';
import { readCompletion } from '../../providers/adapters/openai-compatible/chat-answer.js';
import type { ChatAnswer } from '../../providers/calls/chat-call.js';
import { plainUsage } from '../../providers/calls/token-usage.js';
import { newCompletionStamp } from './completion-stamp.js';
import { chatCompletion } from './openai-chat-answer.js';

const stamp = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'm' };
const answer: ChatAnswer = { text: 'Hi', reasoning: '', toolCalls: [], finishReason: 'stop', usage: null };
const usage = { inputTokens: 9, outputTokens: 12, cachedInputTokens: 4, cacheWriteTokens: 0, reasoningTokens: 5 };

describe('a chat completion', () => {
  it('holds the words and the usage', () => {
    expect(chatCompletion(answer, stamp, usage)).toEqual({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'm',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 9,
        completion_tokens: 12,
        total_tokens: 21,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 5 },
      },
    });
  });

  it('has no content beside tool calls when nothing was said', () => {
    const toolCalls = [{ id: 'c1', name: 'weather', arguments: '{"city":' }];
    const called = chatCompletion(
      { ...answer, text: '', reasoning: 'hm', toolCalls, finishReason: 'tool_calls' },
      stamp,
      usage,
    );

    expect(called).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            reasoning_content: 'hm',
            tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":' } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
    });
  });

  it.each([
    ['other', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content_filter'],
  ] as const)('ends for %s with %s, and empty words stay words', (finishReason, expected) => {
    expect(chatCompletion({ ...answer, text: '', finishReason }, stamp, usage)).toMatchObject({
      choices: [{ message: { content: '' }, finish_reason: expected }],
    });
  });

  it('is read by our own adapter as what was written', () => {
    const answers = fc.record({
      text: fc.string(),
      reasoning: fc.string(),
      toolCalls: fc.array(fc.record({ id: fc.string({ minLength: 1 }), name: fc.string(), arguments: fc.string() }), {
        minLength: 1,
      }),
      finishReason: fc.constant('tool_calls' as const),
      usage: fc.record({
        inputTokens: fc.nat(),
        outputTokens: fc.nat(),
        cachedInputTokens: fc.nat(),
        cacheWriteTokens: fc.constant(0),
        reasoningTokens: fc.nat(),
      }),
    });

    fc.assert(
      fc.property(answers, (written) =>
        expect(readCompletion(chatCompletion(written, stamp, written.usage))).toEqual(written),
      ),
    );
  });

  it('is stamped with an id of its own and the time in seconds', () => {
    const [one, other] = [newCompletionStamp('m'), newCompletionStamp('m')];

    expect(one).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      created: expect.any(Number),
      model: 'm',
    });
    expect(String(one.created)).toMatch(/^\d{10}$/);
    expect(one.id).not.toBe(other.id);
  });

  it('counts nothing cached and nothing thought where a provider does not say', () => {
    expect(chatCompletion(answer, stamp, plainUsage(1, 2))).toMatchObject({
      usage: {
        total_tokens: 3,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
  });
});
