import type { CallOptions, ChatAnswer, ChatRequest, ImageRequest, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { fieldsOf } from '../answer-shape.js';
import { authorization, endpointUrl } from './endpoint.js';

export async function chat(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  return post(http, target, bodyOf(request.model, request.messages, request.maxTokens), options);
}

export async function describeImage(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ImageRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  const message = { role: 'user', content: request.prompt, images: [request.image.base64] };
  return post(http, target, bodyOf(request.model, [message], request.maxTokens), options);
}

function bodyOf(model: string, messages: readonly unknown[], maxTokens: number | undefined): object {
  return {
    model,
    messages,
    stream: false,
    ...(maxTokens === undefined ? {} : { options: { num_predict: maxTokens } }),
  };
}

async function post(
  http: ProviderHttp,
  target: ProviderTarget,
  body: object,
  options: CallOptions,
): Promise<ChatAnswer> {
  const url = endpointUrl(target, 'chat');
  const json = await http.sendJson(target, { method: 'POST', url, headers: authorization(target), body }, options);
  const { content } = fieldsOf(fieldsOf(json)['message']);
  if (typeof content !== 'string') throw badAnswer(target, 'The answer has no message', json);
  return { text: content };
}
