import { finishedFor } from './finish-reason.js';

describe('finishedFor', () => {
  it.each([
    ['stop', true, 'tool_calls'],
    ['other', true, 'tool_calls'],
    ['tool_calls', true, 'tool_calls'],
    ['length', true, 'length'],
    ['content_filter', true, 'content_filter'],
    ['stop', false, 'stop'],
    ['other', false, 'other'],
  ] as const)('takes %s with tool calls (%s) for %s', (reason, hasToolCalls, expected) => {
    expect(finishedFor(reason, hasToolCalls)).toBe(expected);
  });
});
