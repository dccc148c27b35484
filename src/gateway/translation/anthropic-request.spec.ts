import fc from 'fast-check';
import type { ChatRequest } from '../../providers/calls/chat-call.js';
import { readCountTokensRequest, readMessagesRequest } from './anthropic-request.js';

const hello = [{ role: 'user', content: 'Hi' }];
const weather = { name: 'weather', description: 'Now', input_schema: { type: 'object' } };
const read = (body: Record<string, unknown>): ChatRequest =>
  readMessagesRequest({ max_tokens: 10, messages: hello, ...body }, 'm');

/** What the reader throws for a body. */
function refused(body: Record<string, unknown>): unknown {
  try {
    read(body);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a request of Anthropic's messages", () => {
  it('is read whole', () => {
    expect(
      read({
        model: 'alias',
        max_tokens: 1024,
        system: [
          { type: 'text', text: 'Be ', cache_control: { type: 'ephemeral' } },
          { type: 'text', text: 'brief.' },
        ],
        stop_sequences: ['END'],
        temperature: 0.5,
        top_p: 0.9,
        tools: [{ ...weather, type: 'custom', cache_control: { type: 'ephemeral' } }],
        tool_choice: { type: 'tool', name: 'weather' },
        output_config: { format: { type: 'json_schema', schema: { type: 'object' } }, effort: 'high' },
        thinking: { type: 'enabled', budget_tokens: 1024 },
        metadata: { user_id: 'u' },
        stream: true,
        service_tier: 'auto',
      }),
    ).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      maxTokens: 1024,
      stop: ['END'],
      temperature: 0.5,
      topP: 0.9,
      tools: [{ name: 'weather', description: 'Now', parameters: { type: 'object' } }],
      toolChoice: { name: 'weather' },
      responseFormat: { type: 'json_schema', name: 'answer', schema: { type: 'object' }, strict: true },
      reasoningEffort: 'high',
    });
  });

  it('makes messages of the results of tools, and drops what was thought', () => {
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What?' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 's' },
          { type: 'redacted_thinking', data: 'x' },
          { type: 'text', text: 'Let me see.' },
          { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Rome' }, caller: { type: 'direct' } },
          { type: 'tool_use', id: 't2', name: 'time', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Well?' },
          { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'sunny' }] },
          { type: 'tool_result', tool_use_id: 't2', content: 'no clock', is_error: true },
        ],
      },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 's' }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1' }] },
      { role: 'system', content: 'Be kind.' },
    ];

    expect(read({ messages }).messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What?' },
          { type: 'image', image: { mediaType: 'image/png', base64: 'aGk=' } },
          { type: 'image', image: { url: 'https://example.com/a.png' } },
        ],
      },
      {
        role: 'assistant',
        content: 'Let me see.',
        toolCalls: [
          { id: 't1', name: 'weather', arguments: '{"city":"Rome"}' },
          { id: 't2', name: 'time', arguments: '{}' },
        ],
      },
      { role: 'tool', toolCallId: 't1', name: 'weather', content: 'sunny' },
      { role: 'tool', toolCallId: 't2', name: 'time', content: 'Error: no clock' },
      { role: 'user', content: [{ type: 'text', text: 'Well?' }] },
      { role: 'tool', toolCallId: 't1', name: 'weather', content: '' },
      { role: 'system', content: 'Be kind.' },
    ]);
  });

  it.each([
    [1_024, 'low'],
    [4_096, 'low'],
    [4_097, 'medium'],
    [16_384, 'medium'],
    [16_385, 'high'],
  ])('takes a budget of %d for thinking as a %s effort', (budget, effort) => {
    expect(read({ thinking: { type: 'enabled', budget_tokens: budget } }).reasoningEffort).toBe(effort);
  });

  it.each([
    ['auto', 'auto'],
    ['any', 'required'],
    ['none', 'none'],
  ])('takes the choice of tools %s as %s', (type, expected) => {
    expect(read({ tools: [weather], tool_choice: { type } }).toolChoice).toBe(expected);
  });

  it('leaves out what asks for nothing', () => {
    expect(
      read({
        system: '',
        stop_sequences: [],
        tools: [],
        thinking: { type: 'disabled' },
        top_k: null,
        output_config: {},
      }),
    ).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], maxTokens: 10 });
  });

  it('needs no limit to be counted', () => {
    expect(readCountTokensRequest({ messages: hello }, 'm')).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
    });
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ max_tokens: undefined }, 'max_tokens', 'max_tokens is required and must be a positive integer'],
    [{ messages: [] }, 'messages', 'messages must not be empty'],
    [{ temperature: 1.5 }, 'temperature', 'temperature must be a number from 0 to 1'],
    [{ stop_sequences: 'END' }, 'stop_sequences', 'stop_sequences must be a list'],
    [{ system: 7 }, 'system', 'system must be a string or a list of blocks'],
    [
      { messages: [{ role: 'tool', content: '' }] },
      'messages[0].role',
      'messages[0].role must be one of user, assistant, system',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't9' }] }] },
      'messages[0].content[0].tool_use_id',
      'messages[0].content[0].tool_use_id must be the id of a tool_use block in an earlier message',
    ],
    [
      { messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'a', input: '{}' }] }] },
      'messages[0].content[0].input',
      'messages[0].content[0].input must be an object',
    ],
    [{ tools: [{ name: 'a' }] }, 'tools[0].input_schema', 'tools[0].input_schema is required and must be an object'],
    [
      { tools: [weather], tool_choice: { type: 'tool', name: 'time' } },
      'tool_choice.name',
      'tool_choice.name must be the name of one of the tools',
    ],
    [
      { thinking: { type: 'enabled' } },
      'thinking.budget_tokens',
      'thinking.budget_tokens is required and must be a positive integer',
    ],
  ])('names field and rule: %j', (body, param, message) => {
    expect(refused(body)).toMatchObject({ status: 400, type: 'invalid_request_error', code: null, param, message });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ top_k: 5 }, 'top_k'],
    [{ mcp_servers: [] }, 'mcp_servers'],
    [{ seed: 5 }, 'seed'],
    [{ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools[0].type'],
    [{ tools: [{ ...weather, strict: true }] }, 'tools[0].strict'],
    [
      { tools: [weather], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
      'tool_choice.disable_parallel_tool_use',
    ],
    [{ output_config: { effort: 'max' } }, 'output_config.effort'],
    [{ messages: [{ role: 'user', content: [{ type: 'document' }] }] }, 'messages[0].content[0].type'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file' } }] }] },
      'messages[0].content[0].source.type',
    ],
    [{ messages: [{ role: 'user', content: 'a', name: 'b' }] }, 'messages[0].name'],
  ])('is refused for what cannot be passed on: %j', (body, param) => {
    expect(refused(body)).toMatchObject({ status: 400, code: 'unsupported_parameter', param });
  });

  it('is read or refused by name, whatever comes', () => {
    const names = fc.constantFrom('messages', 'system', 'tools', 'tool_choice', 'thinking', 'output_config', 'x');

    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (body) => {
        expect([undefined, 'GatewayError']).toContain((refused(body) as Error | undefined)?.name);
      }),
    );
  });
});
