import type { ChatAnswer, ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { numberOf } from '../../transport/json-value.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { startedStream } from '../stream-events.js';
import { callTencent, signedCall, type TencentProduct } from '../tencent-cloud/tencent-call.js';
import { finishReasonOf, textOf, toolCallOf, usageOf } from './chat-answer.js';
import { chatBody } from './chat-body.js';
import { chatEvents } from './chat-stream.js';

const HUNYUAN: TencentProduct = {
  service: 'hunyuan',
  version: '2023-09-01',
  idField: 'hunyuan_sid',
  keyField: 'hunyuan_sk',
};

/** GetEmbedding takes no model: there is one, under this name on the vendor's other surface. */
const EMBEDDING_MODEL = 'hunyuan-embedding';
const MAX_INPUTS = 50;

/**
 * Hunyuan's native actions ChatCompletions and GetEmbedding (cloud.tencent.com/document/api/1729/105701 and /102832),
 * signed with an account's SecretId and SecretKey. Pictures go the same way: the OpenAI-like surface, to which RAGFlow
 * sends them, wants an API key that such an account need not have.
 */
export function tencentHunyuanAdapter(http: ProviderHttp): ProviderAdapter {
  return {
    dialect: 'tencent-hunyuan',
    chat: chat.bind(null, http),
    stream: stream.bind(null, http),
    chatLacks: [
      'max_tokens',
      'tool_choice',
      'json_object',
      'json_schema',
      'presence_penalty',
      'frequency_penalty',
      'reasoning_effort',
    ],
    embed: embed.bind(null, http),
  };
}

async function chat(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  const action = { name: 'ChatCompletions', body: chatBody(request, false) };
  const answer = await callTencent(http, HUNYUAN, target, action, options);
  const { Message: message, FinishReason: reason } = fieldsOf(entriesOf(answer['Choices'])[0]);
  if (typeof message !== 'object' || message === null) throw badAnswer(target, 'The answer has no message', answer);
  const fields = fieldsOf(message);
  return {
    text: textOf(fields['Content']),
    reasoning: textOf(fields['ReasoningContent']),
    toolCalls: entriesOf(fields['ToolCalls'])
      .map(toolCallOf)
      .map(({ id, name, arguments: text }) => ({ id, name, arguments: text })),
    finishReason: finishReasonOf(reason),
    usage: usageOf(answer['Usage']),
  };
}

async function stream(
  http: ProviderHttp,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<AsyncIterable<ChatEvent>> {
  const signed = signedCall(HUNYUAN, target, { name: 'ChatCompletions', body: chatBody(request, true) });
  const { chunks } = await http.sendForStream(signed.target, signed.request, options);
  return startedStream(signed.target, chatEvents(signed.target, chunks));
}

async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  if (model !== EMBEDDING_MODEL)
    throw new ProviderCallError('model_not_found', `The only embedding model is ${EMBEDDING_MODEL}`);
  const vectors: number[][] = [];
  let tokens = 0;
  for (let from = 0; from < inputs.length; from += MAX_INPUTS) {
    const batch = inputs.slice(from, from + MAX_INPUTS);
    const action = { name: 'GetEmbedding', body: { InputList: batch } };
    const answer = await callTencent(http, HUNYUAN, target, action, options);
    const found = vectorsOf(answer['Data']);
    if (found.length !== batch.length) throw badAnswer(target, 'The answer has no embedding', answer);
    vectors.push(...found);
    const { TotalTokens: counted } = fieldsOf(answer['Usage']);
    if (typeof counted === 'number') tokens += counted;
  }
  return { vectors, usage: plainUsage(tokens) };
}

/** In the order of their index, which an older version of the action leaves at 0. */
function vectorsOf(data: unknown): number[][] {
  return entriesOf(data)
    .map(fieldsOf)
    .sort((one, other) => numberOf(one['Index'] ?? 0) - numberOf(other['Index'] ?? 0))
    .map(({ Embedding: vector }) => vector)
    .filter(isVector);
}
