import { catalogFactory } from '../../../../test/support/fake-provider/fake-target.js';
import type { OpenAiEndpoint } from '../../factory.js';
import { openAiWire, routing, upstreamModel } from './wire.js';

const target = (name: string, baseUrl: string, credential: Record<string, string> = {}) => ({
  factory: catalogFactory(name),
  baseUrl,
  credential,
});

describe('the URL of an endpoint', () => {
  it.each<[string, string, OpenAiEndpoint, string]>([
    ['OpenAI', 'https://api.openai.com/v1', 'chat', 'https://api.openai.com/v1/chat/completions'],
    ['OpenAI', 'https://api.openai.com/v1/', 'embeddings', 'https://api.openai.com/v1/embeddings'],
    ['OpenAI', 'https://api.openai.com/v1', 'speech', 'https://api.openai.com/v1/audio/speech'],
    [
      'ZHIPU-AI',
      'https://open.bigmodel.cn/api/paas/v4',
      'chat',
      'https://open.bigmodel.cn/api/paas/v4/chat/completions',
    ],
    ['GiteeAI', 'https://ai.gitee.com/v1/', 'rerank', 'https://ai.gitee.com/v1/rerank'],
    ['OpenAI-API-Compatible', 'http://litellm:4000/v1', 'rerank', 'http://litellm:4000/v1/rerank'],
    ['OpenAI-API-Compatible', 'http://litellm:4000', 'chat', 'http://litellm:4000/chat/completions'],
    ['VLLM', 'http://vllm:8000/v1', 'transcriptions', 'http://vllm:8000/v1/audio/transcriptions'],
    ['LocalAI', 'http://h:8080', 'models', 'http://h:8080/v1/models'],
    ['LocalAI', 'http://h:8080/', 'models', 'http://h:8080/v1/models'],
    ['LocalAI', 'http://h:8080/v1/', 'rerank', 'http://h:8080/v1/rerank'],
    ['LocalAI', 'http://h:8080/rerank', 'rerank', 'http://h:8080/rerank'],
    ['LM-Studio', 'http://h:1234/v1', 'chat', 'http://h:1234/v1/chat/completions'],
    ['Xinference', 'http://h:9997', 'speech', 'http://h:9997/v1/audio/speech'],
    ['GPUStack', 'http://h/v1', 'rerank', 'http://h/v1/rerank'],
    [
      'ModelScope',
      'https://api-inference.modelscope.cn',
      'chat',
      'https://api-inference.modelscope.cn/v1/chat/completions',
    ],
    ['LongCat', 'https://api.longcat.chat/openai', 'chat', 'https://api.longcat.chat/openai/v1/chat/completions'],
    ['Jiekou.AI', 'https://api.jiekou.ai/openai', 'rerank', 'https://api.jiekou.ai/openai/v1/rerank'],
    ['NovitaAI', 'https://api.novita.ai/v3/openai', 'embeddings', 'https://api.novita.ai/v3/openai/embeddings'],
    ['NovitaAI', 'https://api.novita.ai/v3/openai', 'rerank', 'https://api.novita.ai/openai/v1/rerank'],
    [
      'Tongyi-Qianwen',
      'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
      'rerank',
      'https://dashscope-intl.aliyuncs.com/compatible-api/v1/reranks',
    ],
  ])('%s at %s finds %s', (name, baseUrl, endpoint, url) => {
    expect(openAiWire.url(target(name, baseUrl), endpoint, 'm')).toBe(url);
  });
});

describe('what a credential adds', () => {
  it('is the bearer, from the field the factory names, or none', () => {
    expect(openAiWire.headers(target('OpenAI', 'http://h', { api_key: 'k' }))).toEqual({ authorization: 'Bearer k' });
    expect(openAiWire.headers(target('VolcEngine', 'http://h', { ark_api_key: 'a' }))).toEqual({
      authorization: 'Bearer a',
    });
    expect(openAiWire.headers(target('LocalAI', 'http://h'))).toEqual({});
    expect(openAiWire.headers(target('LocalAI', 'http://h', { api_key: '' }))).toEqual({});
  });

  it('is the model, where it names an endpoint', () => {
    expect(upstreamModel(target('VolcEngine', 'http://h', { endpoint_id: 'ep-1' }), 'doubao')).toBe('ep-1');
    expect(upstreamModel(target('VolcEngine', 'http://h', { endpoint_id: '' }), 'doubao')).toBe('doubao');
    expect(upstreamModel(target('OpenAI', 'http://h', { endpoint_id: 'ep-1' }), 'gpt-4o')).toBe('gpt-4o');
  });

  it('is the order of upstreams at OpenRouter, without fallbacks', () => {
    const order = (text: string) => routing(target('OpenRouter', 'http://h', { provider_order: text }));

    expect(order('groq, deepinfra,')).toEqual({ provider: { order: ['groq', 'deepinfra'], allow_fallbacks: false } });
    expect(order(' ')).toEqual({});
    expect(routing(target('OpenAI', 'http://h', { provider_order: 'groq' }))).toEqual({});
  });
});
