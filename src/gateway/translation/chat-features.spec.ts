import { CHAT_FEATURES, type ChatRequest } from '../../providers/calls/chat-call.js';
import { demandedFeatures, demandExpressible } from './chat-features.js';

const plain: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], temperature: 1 };
const full: ChatRequest = {
  model: 'm',
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What?' },
        { type: 'image', image: { mediaType: 'image/png', base64: 'aGk=' } },
        { type: 'image', image: { url: 'https://example.com/a.png' } },
      ],
    },
  ],
  maxTokens: 1,
  topP: 1,
  stop: ['a'],
  seed: 1,
  presencePenalty: 1,
  frequencyPenalty: 1,
  tools: [{ name: 'a', parameters: {} }],
  toolChoice: 'required',
  responseFormat: { type: 'json_object' },
  reasoningEffort: 'low',
};

describe('the features that a chat demands', () => {
  it('are none for words alone', () => {
    expect([...demandedFeatures(plain)]).toEqual([]);
    expect(() => demandExpressible(plain, CHAT_FEATURES, 'Replicate')).not.toThrow();
  });

  it('come with the field that demands them', () => {
    expect(Object.fromEntries(demandedFeatures(full))).toEqual({
      max_tokens: 'max_tokens',
      top_p: 'top_p',
      stop: 'stop',
      seed: 'seed',
      presence_penalty: 'presence_penalty',
      frequency_penalty: 'frequency_penalty',
      tools: 'tools',
      tool_choice: 'tool_choice',
      json_object: 'response_format',
      reasoning_effort: 'reasoning_effort',
      image_bytes: 'messages[1].content[1]',
      image_url: 'messages[1].content[2]',
    });
  });

  it('are tools for a past call, and no choice for "auto"', () => {
    const toolCalls = [{ id: 'c', name: 'a', arguments: '{}' }];
    const messages: ChatRequest['messages'] = [
      { role: 'assistant', content: '', toolCalls },
      { role: 'tool', toolCallId: 'c', name: 'a', content: '' },
    ];

    expect([...demandedFeatures({ model: 'm', messages, toolChoice: 'auto' })]).toEqual([
      ['tools', 'messages[0].tool_calls'],
    ]);
  });

  it('are refused by name where the dialect lacks one', () => {
    expect(() => demandExpressible(full, ['image_url'], 'Ollama')).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'unsupported_parameter',
        param: 'messages[1].content[2]',
        message: 'Ollama does not support pictures by their address (messages[1].content[2])',
      }),
    );
    expect(() => demandExpressible(full, ['json_schema'], 'MiniMax')).not.toThrow();
  });
});
