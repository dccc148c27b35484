import { catalogFactory } from '../../../../test/support/fake-provider/fake-target.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp, ProviderRequest } from '../../transport/provider-http.js';
import { openAiCompatibleAdapter } from './openai-compatible.adapter.js';

const options = { signal: new AbortController().signal };

/** An adapter before an edge that answers as told, one answer a call, and remembers what it was sent. */
function adapterWith(...answers: (object | Error)[]) {
  const sent: ProviderRequest[] = [];
  const edge: Pick<ProviderHttp, 'sendJson'> = {
    sendJson: (_target, request) => {
      sent.push(request);
      const answer = answers.shift()!;
      return answer instanceof ProviderCallError ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return { sent, adapter: openAiCompatibleAdapter(edge as ProviderHttp) };
}

const at = (name: string, credential: Record<string, string> = { api_key: 'k' }): ProviderTarget => ({
  factory: catalogFactory(name),
  baseUrl: 'https://host/v1',
  credential,
});

describe('the OpenAI-compatible adapter', () => {
  const hello = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } as const;

  describe('chat', () => {
    it.each([
      [{ role: 'assistant', content: 'Hello' }, 'Hello'],
      [{ role: 'assistant', content: null, reasoning_content: 'hm' }, ''],
      [{ role: 'assistant', tool_calls: [] }, ''],
    ])('takes %j for an answer', async (message, text) => {
      const { adapter } = adapterWith({ choices: [{ index: 0, message }] });

      await expect(adapter.chat!(at('OpenAI'), hello, options)).resolves.toMatchObject({ text });
    });

    it.each([[{}], [{ choices: null }], [{ choices: [] }], [{ choices: [null] }], [{ choices: [{ message: null }] }]])(
      'does not take %j for one',
      async (answer) => {
        const { adapter } = adapterWith(answer);

        await expect(adapter.chat!(at('OpenAI'), hello, options)).rejects.toMatchObject({
          causeClass: 'bad_answer',
          upstreamStatus: 200,
        });
      },
    );

    it('sends no limit unless there is one', async () => {
      const { adapter, sent } = adapterWith({ choices: [{ message: {} }] });
      await adapter.chat!(at('OpenAI'), hello, options);

      expect(sent[0]?.body).toEqual({ model: 'm', messages: hello.messages });
    });

    it('adds the order of upstreams', async () => {
      const { adapter, sent } = adapterWith({ choices: [{ message: {} }] });
      await adapter.chat!(at('OpenRouter', { api_key: 'k', provider_order: 'groq' }), hello, options);

      expect(sent[0]?.body).toMatchObject({ provider: { order: ['groq'], allow_fallbacks: false } });
    });

    it('turns thinking off where a model that thinks cannot answer at once', async () => {
      const complaint = new ProviderCallError(
        'bad_answer',
        'parameter.enable_thinking must be set to false for non-streaming calls',
        { upstreamStatus: 400 },
      );
      const { adapter, sent } = adapterWith(complaint, { choices: [{ message: { content: 'ok' } }] });

      await expect(adapter.chat!(at('Tongyi-Qianwen'), hello, options)).resolves.toMatchObject({ text: 'ok' });
      expect(sent[1]?.body).toMatchObject({ model: 'm', enable_thinking: false });
    });

    it('tries a second time only once, and only for a complaint it knows', async () => {
      const limit = new ProviderCallError('bad_answer', "Use 'max_completion_tokens' instead.", {
        upstreamStatus: 400,
      });
      const twice = adapterWith(limit, limit);
      await expect(twice.adapter.chat!(at('OpenAI'), { ...hello, maxTokens: 5 }, options)).rejects.toBe(limit);
      expect(twice.sent).toHaveLength(2);

      const unlimited = adapterWith(limit);
      await expect(unlimited.adapter.chat!(at('OpenAI'), hello, options)).rejects.toBe(limit);
      expect(unlimited.sent).toHaveLength(1);

      const other = new ProviderCallError('bad_answer', 'No connected db.', { upstreamStatus: 400 });
      const once = adapterWith(other);
      await expect(once.adapter.chat!(at('OpenAI'), hello, options)).rejects.toBe(other);
      expect(once.sent).toHaveLength(1);
    });
  });

  it('shows a picture as a data URL', async () => {
    const { adapter, sent } = adapterWith({ choices: [{ message: { content: 'red' } }] });
    const image = { mediaType: 'image/png', base64: 'AAAA' };
    const content = [{ type: 'text', text: 'Colour?' } as const, { type: 'image', image } as const];

    await expect(
      adapter.chat!(at('OpenAI'), { model: 'm', messages: [{ role: 'user', content }], maxTokens: 9 }, options),
    ).resolves.toMatchObject({ text: 'red' });
    expect(sent[0]?.body).toEqual({
      model: 'm',
      max_tokens: 9,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Colour?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ],
    });
  });

  describe('embed', () => {
    const request = { model: 'm', inputs: ['a', 'b'] };

    it('gives one vector for each input', async () => {
      const { adapter, sent } = adapterWith({ data: [{ embedding: [1] }, { embedding: [2] }] });

      await expect(adapter.embed!(at('NVIDIA'), request, options)).resolves.toEqual({
        vectors: [[1], [2]],
        usage: null,
      });
      expect(sent[0]?.body).toEqual({ model: 'm', input: ['a', 'b'], input_type: 'query' });
    });

    it.each([
      [{}],
      [{ data: [{ embedding: [1] }] }],
      [{ data: [{ embedding: [1] }, { embedding: [] }] }],
      [{ data: [{ embedding: [1] }, null] }],
      [{ data: [{ embedding: [1] }, { embedding: ['x'] }] }],
      [{ data: [{ embedding: [1] }, { embedding: 'AACAPw==' }] }],
    ])('does not take %j', async (answer) => {
      const { adapter } = adapterWith(answer);

      await expect(adapter.embed!(at('OpenAI'), request, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    });
  });

  describe('rerank', () => {
    const request = { model: 'm', query: 'q', documents: ['a', 'b'] };
    const results = [{ index: 1, score: 0.9 }];

    it.each([
      ['Jina, Cohere', { results: [{ index: 1, relevance_score: 0.9 }] }],
      ['Voyage-like', { data: [{ index: 1, relevance_score: 0.9 }] }],
      ['DashScope', { output: { results: [{ index: 1, relevance_score: 0.9 }] } }],
      ['score', { results: [{ index: 1, score: 0.9 }] }],
    ])('reads the scores of %s', async (_whose, answer) => {
      const { adapter, sent } = adapterWith(answer);

      await expect(adapter.rerank!(at('Jina'), request, options)).resolves.toEqual({ results, usage: null });
      expect(sent[0]?.body).toEqual({ model: 'm', query: 'q', documents: ['a', 'b'], top_n: 2 });
    });

    it.each([[{}], [{ results: [] }], [{ results: [null] }], [{ output: null }], [{ results: [{ index: 0 }] }]])(
      'does not take %j',
      async (answer) => {
        const { adapter } = adapterWith(answer);

        await expect(adapter.rerank!(at('Jina'), request, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
      },
    );
  });

  describe('listModels', () => {
    it.each([
      ["OpenAI's list", { object: 'list', data: [{ id: 'a' }, { id: '' }, null, { name: 'b' }] }],
      ["Together's", [{ id: 'a' }]],
    ])('reads %s', async (_whose, answer) => {
      const { adapter } = adapterWith(answer);

      await expect(adapter.listModels!(at('TogetherAI'), options)).resolves.toEqual([{ name: 'a', type: 'chat' }]);
    });

    it('does not take anything else', async () => {
      const { adapter } = adapterWith({ status: 'ok' });

      await expect(adapter.listModels!(at('OpenAI'), options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    });
  });

  describe('where a vendor has other words', () => {
    it('sends Mistral its own name of the seed, and no question that it refuses', async () => {
      const sent: ProviderRequest[] = [];
      const edge: Pick<ProviderHttp, 'sendJson' | 'sendForStream'> = {
        sendJson: (_target, request) => {
          sent.push(request);
          return Promise.resolve({ choices: [{ message: { content: 'ok' } }] });
        },
        sendForStream: (_target, request) => {
          sent.push(request);
          return Promise.resolve({ contentType: 'text/event-stream', chunks: done() });
        },
      };
      const adapter = openAiCompatibleAdapter(edge as ProviderHttp);
      await adapter.chat!(at('Mistral'), { ...hello, seed: 7 }, options);
      await adapter.stream!(at('Mistral'), hello, options);
      await adapter.stream!(at('OpenAI'), hello, options);

      expect(sent.map(({ body }) => body)).toEqual([
        { model: 'm', messages: hello.messages, random_seed: 7 },
        { model: 'm', messages: hello.messages, stream: true },
        { model: 'm', messages: hello.messages, stream: true, stream_options: { include_usage: true } },
      ]);
    });

    it.each([
      ['Mistral', { model: 'codestral-embed', output_dimension: 256 }],
      ['OpenAI', { model: 'codestral-embed', dimensions: 256 }],
    ])('asks %s for the length of vectors', async (name, body) => {
      const { adapter, sent } = adapterWith({ data: [{ embedding: [1] }] });
      await adapter.embed!(at(name), { model: 'codestral-embed', inputs: ['a'], dimensions: 256 }, options);

      expect(sent[0]?.body).toEqual({ ...body, input: ['a'] });
    });

    it.each([
      ['jina-embeddings-v3', 'document', { task: 'retrieval.passage' }],
      ['jina-embeddings-v4', undefined, { task: 'retrieval.query' }],
      ['jina-embeddings-v2-base-en', 'document', {}],
    ] as const)('tells %s at Jina the side of a search only if it knows sides', async (model, purpose, body) => {
      const { adapter, sent } = adapterWith({ data: [{ embedding: [1] }] });
      const side = purpose === undefined ? {} : { purpose };
      await adapter.embed!(at('Jina'), { model, inputs: ['a'], ...side }, options);

      expect(sent[0]?.body).toEqual({ model, input: ['a'], ...body });
    });

    it('hears the sound inside the JSON that Mistral answers', async () => {
      const { adapter, sent } = adapterWith(
        { audio_data: Buffer.from('ID3').toString('base64') },
        { audio_data: null },
      );
      const request = { model: 'voxtral-mini-tts-latest', text: 'Hi' };

      await expect(adapter.speak!(at('Mistral'), request, options)).resolves.toEqual({
        audio: Buffer.from('ID3'),
        contentType: 'audio/mpeg',
      });
      await expect(adapter.speak!(at('Mistral'), request, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
      expect(sent[0]?.body).toEqual({ model: request.model, input: 'Hi', voice_id: 'gb_jane_neutral' });
    });

    it.each([
      ['ZHIPU-AI', { voice: 'tongtong', response_format: 'wav' }],
      ['Groq', { voice: 'hannah', response_format: 'wav' }],
      ['OpenAI', { voice: 'alloy' }],
    ])('asks %s for a voice and a format that it has', async (name, body) => {
      const sent: ProviderRequest[] = [];
      const edge: Pick<ProviderHttp, 'send'> = {
        send: (_target, request) => {
          sent.push(request);
          return Promise.resolve({ status: 200, contentType: 'audio/wav', body: Buffer.from('RIFF') });
        },
      };
      await openAiCompatibleAdapter(edge as ProviderHttp).speak!(at(name), { model: 'm', text: 'Hi' }, options);

      expect(sent[0]?.body).toEqual({ model: 'm', input: 'Hi', ...body });
    });

    it.each([
      ['StepFun', 'json'],
      ['OpenAI', null],
    ])('tells %s a format of the transcription only if it wants one', async (name, format) => {
      const { adapter, sent } = adapterWith({ text: 'hello' });
      const audio = { fileName: 'a.wav', mediaType: 'audio/wav', data: Buffer.from('RIFF') };
      await adapter.transcribe!(at(name), { model: 'm', audio }, options);

      expect(sent[0]?.form?.get('response_format')).toBe(format);
    });
  });
});

async function* done(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(
    Buffer.from('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'),
  );
}
