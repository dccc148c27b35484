import fc from 'fast-check';
import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { anthropicAdapter } from '../../providers/adapters/anthropic/anthropic.adapter.js';
import type { ChatAnswer, ChatEvent, ChatRequest } from '../../providers/calls/chat-call.js';
import type { ProviderAdapter } from '../../providers/provider-adapter.js';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import { ProviderHttp } from '../../providers/transport/provider-http.js';
import { anthropicMessage } from './anthropic-answer.js';
import { readMessagesRequest } from './anthropic-request.js';
import { AnthropicStream } from './anthropic-stream.js';
import type { StreamedStep } from './streamed-step.js';

const stamp = { id: 'msg_1', model: 'm' };
const usage = { inputTokens: 100, outputTokens: 12, cachedInputTokens: 60, cacheWriteTokens: 10, reasoningTokens: 0 };
const request: ChatRequest = {
  model: 'm',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    { role: 'assistant', content: 'Let me see.', toolCalls: [{ id: 't1', name: 'weather', arguments: '{"a":1}' }] },
    { role: 'tool', toolCallId: 't1', name: 'weather', content: 'sunny' },
    { role: 'user', content: [{ type: 'image', image: { mediaType: 'image/png', base64: 'aGk=' } }] },
  ],
  maxTokens: 10,
  temperature: 0.5,
  stop: ['END'],
  tools: [{ name: 'weather', description: 'Now', parameters: { type: 'object', properties: {} } }],
  toolChoice: { name: 'weather' },
};
const said: ChatAnswer = {
  text: 'Hi',
  reasoning: 'hm',
  toolCalls: [{ id: 't1', name: 'weather', arguments: '{"city":"Rome"}' }],
  finishReason: 'tool_calls',
  usage,
};

describe("what Anthropic's own client library makes of our words", () => {
  const guard = new OutboundGuard({ allow: [] });
  const target = { factory: catalogFactory('Anthropic'), baseUrl: 'https://h', credential: { api_key: 'k' } };
  const options = { signal: new AbortController().signal };
  let sent: Record<string, unknown> = {};

  /** An adapter whose calls are all answered with this. */
  const answeredWith = (body: string, contentType: string): ProviderAdapter =>
    anthropicAdapter(new ProviderHttp(guard.dispatcher), (_url, init) => {
      sent = JSON.parse(init?.body as string) as Record<string, unknown>;
      return Promise.resolve(new Response(body, { headers: { 'content-type': contentType } }));
    });

  afterAll(() => guard.close());

  it('is the request that it sent', async () => {
    const body = JSON.stringify(anthropicMessage({ ...said, usage }, stamp, usage));
    await answeredWith(body, 'application/json').chat!(target, request, options);

    expect(readMessagesRequest(sent, 'm')).toEqual(request);
  });

  it('is the answer that was given', async () => {
    const body = JSON.stringify(anthropicMessage(said, stamp, usage));

    await expect(answeredWith(body, 'application/json').chat!(target, request, options)).resolves.toEqual(said);
  });

  it('is the stream that was written', async () => {
    const text = fc.string({ minLength: 1 });

    await fc.assert(
      fc.asyncProperty(text, text, async (thought, words) => {
        const steps: StreamedStep[] = [
          { kind: 'reasoning', text: thought },
          { kind: 'text', text: words },
          { kind: 'tool_call', index: 0, id: 't1', name: 'weather' },
          { kind: 'tool_arguments', index: 0, text: '{"city":' },
          { kind: 'tool_arguments', index: 0, text: '"Rome"}' },
        ];
        const stream = new AnthropicStream(stamp, 7);
        const body = steps.map((step) => stream.write(step)).join('') + stream.end('tool_calls', usage);
        const events: ChatEvent[] = [];
        for await (const event of await answeredWith(body, 'text/event-stream').stream!(target, request, options)) {
          events.push(event);
        }

        expect(events).toEqual([...steps, { kind: 'end', finishReason: 'tool_calls', usage }]);
      }),
      { numRuns: 25 },
    );
  });
});
