import fc from 'fast-check';
import { chatBody } from '../../providers/adapters/openai-compatible/chat-body.js';
import type { ChatRequest } from '../../providers/calls/chat-call.js';
import { readChatRequest } from './openai-chat-request.js';

const hello = [{ role: 'user', content: 'Hi' }];
const weather = { type: 'function', function: { name: 'weather', description: 'Now', parameters: { type: 'object' } } };
const read = (body: Record<string, unknown>): ChatRequest => readChatRequest({ messages: hello, ...body }, 'm');
const call = (id: string, name = 'weather'): object => ({ id, type: 'function', function: { name, arguments: '{}' } });

/** What the reader throws for a body. */
function refused(body: Record<string, unknown>): unknown {
  try {
    read(body);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a chat completion request', () => {
  it('is read whole', () => {
    expect(
      read({
        model: 'alias',
        max_completion_tokens: 5,
        temperature: 0.5,
        top_p: 0.9,
        stop: 'END',
        seed: 7,
        presence_penalty: 1,
        frequency_penalty: -1,
        tools: [weather, { type: 'function', function: { name: 'time' } }],
        tool_choice: { type: 'function', function: { name: 'time' } },
        response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' }, strict: true } },
        reasoning_effort: 'low',
      }),
    ).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      maxTokens: 5,
      temperature: 0.5,
      topP: 0.9,
      stop: ['END'],
      seed: 7,
      presencePenalty: 1,
      frequencyPenalty: -1,
      tools: [
        { name: 'weather', description: 'Now', parameters: { type: 'object' } },
        { name: 'time', parameters: { type: 'object', properties: {} } },
      ],
      toolChoice: { name: 'time' },
      responseFormat: { type: 'json_schema', name: 'a', schema: { type: 'object' }, strict: true },
      reasoningEffort: 'low',
    });
  });

  it('leaves out what is null, empty or has no bearing on the answer', () => {
    expect(
      read({
        temperature: null,
        stop: [],
        tools: [],
        audio: null,
        invented: null,
        n: 1,
        logprobs: false,
        logit_bias: {},
        modalities: ['text'],
        parallel_tool_calls: true,
        service_tier: 'auto',
        response_format: { type: 'text' },
        stream: true,
        stream_options: { include_usage: true },
        user: 'u',
        metadata: { a: 'b' },
        store: true,
        safety_identifier: 's',
        prompt_cache_key: 'k',
      }),
    ).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
  });

  it('may hold messages of every role', () => {
    const messages = [
      {
        role: 'system',
        content: [
          { type: 'text', text: 'Be ' },
          { type: 'text', text: 'brief.' },
        ],
      },
      { role: 'developer', content: 'Be kind.', name: 'us' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/PNG;base64,aGk=', detail: 'low' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        ],
      },
      { role: 'assistant', content: null, refusal: null, tool_calls: [call('c1'), call('c2', 'time')] },
      { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: 'noon' }] },
      { role: 'tool', tool_call_id: 'c1', content: 'sunny' },
      { role: 'assistant', content: 'A sun.', reasoning_content: 'hm', annotations: [], audio: null, parsed: {} },
      { role: 'assistant', content: null, refusal: 'No.' },
    ];

    expect(read({ messages }).messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'system', content: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image', image: { mediaType: 'image/png', base64: 'aGk=' } },
          { type: 'image', image: { url: 'https://example.com/a.png' } },
        ],
      },
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'c1', name: 'weather', arguments: '{}' },
          { id: 'c2', name: 'time', arguments: '{}' },
        ],
      },
      { role: 'tool', toolCallId: 'c2', name: 'time', content: 'noon' },
      { role: 'tool', toolCallId: 'c1', name: 'weather', content: 'sunny' },
      { role: 'assistant', content: 'A sun.' },
      { role: 'assistant', content: 'No.' },
    ]);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ messages: undefined }, 'messages', 'messages is required and must be a list'],
    [{ messages: [] }, 'messages', 'messages must not be empty'],
    [{ messages: ['Hi'] }, 'messages[0]', 'messages[0] must be an object'],
    [
      { messages: [{ role: 'bot', content: '' }] },
      'messages[0].role',
      'messages[0].role must be one of system, developer, user, assistant, tool, function',
    ],
    [
      { messages: [...hello, { role: 'user', content: [{ text: 'a' }] }] },
      'messages[1].content[0].type',
      'messages[1].content[0].type is required and must be a string',
    ],
    [
      { messages: [{ role: 'user', content: 7 }] },
      'messages[0].content',
      'messages[0].content must be a string or a list of parts',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }] }] },
      'messages[0].content[0].image_url.url',
      'messages[0].content[0].image_url.url must be an http, https or data URL',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,*' } }] }] },
      'messages[0].content[0].image_url.url',
      'messages[0].content[0].image_url.url must hold base64',
    ],
    [
      { messages: [{ role: 'assistant' }] },
      'messages[0].content',
      'messages[0].content is required and must be a string or a list of parts',
    ],
    [
      { messages: [{ role: 'tool', tool_call_id: 'c9', content: '' }] },
      'messages[0].tool_call_id',
      'messages[0].tool_call_id must be the id of a tool call in an earlier message',
    ],
    [{ temperature: 2.1 }, 'temperature', 'temperature must be a number from 0 to 2'],
    [{ top_p: '1' }, 'top_p', 'top_p must be a number from 0 to 1'],
    [{ seed: 1.5 }, 'seed', 'seed must be an integer'],
    [{ max_tokens: 0 }, 'max_tokens', 'max_tokens must be a positive integer'],
    [
      { max_tokens: 1, max_completion_tokens: 2 },
      'max_tokens',
      'max_tokens must not differ from max_completion_tokens',
    ],
    [{ stop: 7 }, 'stop', 'stop must be a string or a list of strings'],
    [{ stop: ['a', ''] }, 'stop[1]', 'stop[1] must not be empty'],
    [
      { tools: [{ type: 'function', function: { name: '' } }] },
      'tools[0].function.name',
      'tools[0].function.name must not be empty',
    ],
    [{ tool_choice: 'required' }, 'tool_choice', 'tool_choice must be left out when there are no tools'],
    [
      { tools: [weather], tool_choice: { type: 'function', function: { name: 'time' } } },
      'tool_choice.function.name',
      'tool_choice.function.name must be the name of one of the tools',
    ],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'a' } } },
      'response_format.json_schema.schema',
      'response_format.json_schema.schema is required and must be an object',
    ],
    [{ reasoning_effort: 'much' }, 'reasoning_effort', 'reasoning_effort must be one of minimal, low, medium, high'],
  ])('names field and rule: %j', (body, param, message) => {
    expect(refused(body)).toMatchObject({ status: 400, type: 'invalid_request_error', code: null, param, message });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ n: 2 }, 'n'],
    [{ logprobs: true }, 'logprobs'],
    [{ top_logprobs: 3 }, 'top_logprobs'],
    [{ logit_bias: { 50256: -100 } }, 'logit_bias'],
    [{ audio: { voice: 'alloy', format: 'wav' } }, 'audio'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ prediction: { type: 'content', content: '' } }, 'prediction'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ functions: [] }, 'functions'],
    [{ function_call: 'auto' }, 'function_call'],
    [{ parallel_tool_calls: false }, 'parallel_tool_calls'],
    [{ service_tier: 'priority' }, 'service_tier'],
    [{ reasoning_effort: 'xhigh' }, 'reasoning_effort'],
    [{ top_k: 5 }, 'top_k'],
    [{ __proto__: null, constructor: 1 }, 'constructor'],
    [{ tools: [{ type: 'custom', custom: {} }] }, 'tools[0].type'],
    [{ tools: [{ type: 'function', function: { name: 'a', strict: true } }] }, 'tools[0].function.strict'],
    [{ tool_choice: { type: 'allowed_tools' } }, 'tool_choice.type'],
    [{ messages: [{ role: 'function', content: '' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 'a', mood: 'b' }] }, 'messages[0].mood'],
    [{ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, 'messages[0].content[0].type'],
  ])('is refused for what cannot be passed on: %j', (body, param) => {
    expect(refused(body)).toMatchObject({ status: 400, code: 'unsupported_parameter', param });
  });

  it('comes back the same from the words it is sent in', () => {
    const text = fc.string({ minLength: 1 });
    const request = fc.record(
      {
        model: fc.constant('m'),
        messages: fc.array(
          fc.oneof(
            fc.record({ role: fc.constant('system' as const), content: fc.string() }),
            fc.record({ role: fc.constant('user' as const), content: fc.string() }),
            fc.record({
              role: fc.constant('user' as const),
              content: fc.array(fc.record({ type: fc.constant('text' as const), text: fc.string() }), { minLength: 1 }),
            }),
            fc.record({ role: fc.constant('assistant' as const), content: fc.string() }),
          ),
          { minLength: 1 },
        ),
        maxTokens: fc.integer({ min: 1 }),
        temperature: fc.double({ min: 0, max: 2, noNaN: true }),
        stop: fc.array(text, { minLength: 1 }),
        seed: fc.integer(),
        tools: fc.array(fc.record({ name: text, parameters: fc.constant({ type: 'object' }) }), { minLength: 1 }),
        reasoningEffort: fc.constantFrom('minimal' as const, 'low' as const, 'medium' as const, 'high' as const),
      },
      { requiredKeys: ['model', 'messages'] },
    ) as fc.Arbitrary<ChatRequest>;

    fc.assert(fc.property(request, (sent) => expect(readChatRequest(chatBody('m', sent), 'm')).toEqual(sent)));
  });

  it('is read or refused by name, whatever comes', () => {
    const names = fc.constantFrom('messages', 'tools', 'tool_choice', 'stop', 'response_format', 'n', 'x');

    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (body) => {
        expect([undefined, 'GatewayError']).toContain((refused(body) as Error | undefined)?.name);
      }),
    );
  });
});
