import type { IncomingHttpHeaders } from 'node:http';
import type { ModelType } from '../../kernel/model-type.js';
import type { ChatAnswer, ChatRequest } from '../../providers/calls/chat-call.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import type { PassThroughEndpoint } from '../../providers/pass-through.js';
import { AnthropicUsage, OpenAiUsage, type UsageReader } from '../forward/upstream-usage.js';
import { GatewayError } from '../gateway-error.js';
import { PROTOCOLS } from '../protocols.js';
import { asksForUsage } from '../request-body.js';
import type { StreamWriter } from '../translated/streamed-answer.js';
import { anthropicMessage, newMessageStamp } from '../translation/anthropic-answer.js';
import { readMessagesRequest } from '../translation/anthropic-request.js';
import { AnthropicStream } from '../translation/anthropic-stream.js';
import { newCompletionStamp } from '../translation/completion-stamp.js';
import { chatCompletion } from '../translation/openai-chat-answer.js';
import { readChatRequest } from '../translation/openai-chat-request.js';
import { OpenAiChatStream } from '../translation/openai-chat-stream.js';

type Fields = Readonly<Record<string, unknown>>;

/** A way in which clients chat. */
export interface ChatProtocol {
  readonly endpoint: Extract<PassThroughEndpoint, 'chat' | 'messages'>;
  /** @throws GatewayError */
  read(fields: Fields, upstreamModel: string): ChatRequest;
  answer(answer: ChatAnswer, model: string, usage: TokenUsage): object;
  stream(fields: Fields, model: string, inputTokens: number): StreamWriter;
  usageReader(): UsageReader;
  /** Headers of the client that a provider of the same protocol acts on. */
  readonly passedHeaders: readonly string[];
  readonly brokenStream: (message: string) => string;
}

/** Vision models chat as well. */
export const CHAT_TYPES: readonly [ModelType, ...ModelType[]] = ['chat', 'image2text'];

export const OPENAI_CHAT: ChatProtocol = {
  endpoint: 'chat',
  read: readChatRequest,
  answer: (answer, model, usage) => chatCompletion(answer, newCompletionStamp(model), usage),
  stream: (fields, model) => new OpenAiChatStream(newCompletionStamp(model), asksForUsage(fields)),
  usageReader: () => new OpenAiUsage(),
  passedHeaders: [],
  brokenStream: (message) => PROTOCOLS.openai.errorEvent(broken(message)),
};

export const ANTHROPIC_MESSAGES: ChatProtocol = {
  endpoint: 'messages',
  read: readMessagesRequest,
  answer: (answer, model, usage) => anthropicMessage(answer, newMessageStamp(model), usage),
  stream: (_fields, model, inputTokens) => new AnthropicStream(newMessageStamp(model), inputTokens),
  usageReader: () => new AnthropicUsage(),
  passedHeaders: ['anthropic-beta'],
  brokenStream: (message) => PROTOCOLS.anthropic.errorEvent(broken(message)),
};

/** What of a client's head goes with its body, flat. */
export function passedHead({ passedHeaders }: ChatProtocol, headers: IncomingHttpHeaders): readonly string[] {
  if (passedHeaders.length === 0) return passedHeaders;
  return passedHeaders.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [name, value] : [];
  });
}

function broken(message: string): GatewayError {
  return new GatewayError(502, 'upstream_error', message, { code: 'upstream_broken_stream' });
}
