import type { CallOptions, ChatAnswer, ChatRequest, ImageRequest, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { authorization, endpointUrl, routing, upstreamModel } from './endpoint.js';

type ChatBody = Readonly<Record<string, unknown>>;

/** What a model refuses about a body, and the body it would take instead. */
const ADJUSTMENTS: readonly { complaint: RegExp; adjust: (body: ChatBody) => ChatBody }[] = [
  // OpenAI's reasoning models: "Unsupported parameter: 'max_tokens' … Use 'max_completion_tokens' instead."
  {
    complaint: /max_completion_tokens/,
    adjust: ({ max_tokens, ...rest }) => ({ ...rest, max_completion_tokens: max_tokens }),
  },
  // DashScope's open Qwen3 models: "parameter.enable_thinking must be set to false for non-streaming calls".
  { complaint: /enable_thinking/, adjust: (body) => ({ ...body, enable_thinking: false }) },
];

export async function chat(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  return complete(http, target, bodyOf(target, request.model, request.messages, request.maxTokens), options);
}

export async function describeImage(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ImageRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  const { mediaType, base64 } = request.image;
  const content = [
    { type: 'text', text: request.prompt },
    { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } },
  ];
  return complete(http, target, bodyOf(target, request.model, [{ role: 'user', content }], request.maxTokens), options);
}

function bodyOf(
  target: ProviderTarget,
  model: string,
  messages: readonly unknown[],
  maxTokens: number | undefined,
): ChatBody {
  return {
    model: upstreamModel(target, model),
    messages,
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...routing(target),
  };
}

/** Asks once, and once more in the words the model wants when it says which. */
async function complete(
  http: ProviderHttp,
  target: ProviderTarget,
  body: ChatBody,
  options: CallOptions,
): Promise<ChatAnswer> {
  try {
    return await post(http, target, body, options);
  } catch (error) {
    const adjusted = adjustedTo(error, body);
    if (adjusted === null) throw error;
    return post(http, target, adjusted, options);
  }
}

function adjustedTo(error: unknown, body: ChatBody): ChatBody | null {
  if (!(error instanceof ProviderCallError) || ![400, 422].includes(error.upstreamStatus ?? 0)) return null;
  return ADJUSTMENTS.find(({ complaint }) => complaint.test(error.providerText))?.adjust(body) ?? null;
}

async function post(
  http: ProviderHttp,
  target: ProviderTarget,
  body: ChatBody,
  options: CallOptions,
): Promise<ChatAnswer> {
  const url = endpointUrl(target, 'chat');
  const json = await http.sendJson(target, { method: 'POST', url, headers: authorization(target), body }, options);
  const { message } = fieldsOf(entriesOf(fieldsOf(json)['choices'])[0]);
  if (typeof message !== 'object' || message === null) throw badAnswer(target, 'The answer has no message', json);
  const { content } = fieldsOf(message);
  return { text: typeof content === 'string' ? content : '' };
}
