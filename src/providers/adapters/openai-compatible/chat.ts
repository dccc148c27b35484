import type { ChatAnswer, ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderRequest } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { startedStream } from '../stream-events.js';
import { readCompletion } from './chat-answer.js';
import { type ChatBody, chatBody } from './chat-body.js';
import { chatEvents } from './chat-stream.js';
import type { OpenAiChannel } from './channel.js';
import { routing, upstreamModel } from './wire.js';

/** What a model refuses about a body, and the body it would take instead; null when there is none. */
const ADJUSTMENTS: readonly { complaint: RegExp; adjust: (body: ChatBody) => ChatBody | null }[] = [
  // OpenAI's reasoning models: "Unsupported parameter: 'max_tokens' … Use 'max_completion_tokens' instead."
  {
    complaint: /max_completion_tokens/,
    adjust: ({ max_tokens, ...rest }) =>
      max_tokens === undefined ? null : { ...rest, max_completion_tokens: max_tokens },
  },
  // DashScope's open Qwen3 models: "parameter.enable_thinking must be set to false for non-streaming calls".
  { complaint: /enable_thinking/, adjust: (body) => ({ ...body, enable_thinking: false }) },
];

export async function chat(
  channel: OpenAiChannel,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<ChatAnswer> {
  return adjusting(bodyOf(channel, target, request), async (body) => {
    const json = await channel.http.sendJson(target, post(channel, target, body), options);
    const answer = readCompletion(json);
    if (answer === null) throw badAnswer(target, 'The answer has no message', json);
    return answer;
  });
}

export async function stream(
  channel: OpenAiChannel,
  target: ProviderTarget,
  request: ChatRequest,
  options: CallOptions,
): Promise<AsyncIterable<ChatEvent>> {
  const usage = target.factory.openAi.streamUsageUnasked === true ? {} : { stream_options: { include_usage: true } };
  const streamed = { ...bodyOf(channel, target, request), stream: true, ...usage };
  return adjusting(streamed, async (body) => {
    const { chunks } = await channel.http.sendForStream(target, post(channel, target, body), options);
    return startedStream(target, chatEvents(target, chunks, channel.wire.causeIn));
  });
}

function bodyOf({ wire }: OpenAiChannel, target: ProviderTarget, request: ChatRequest): ChatBody {
  const named = renamed(
    chatBody(upstreamModel(target, request.model), request),
    target.factory.openAi.chatFields ?? {},
  );
  const body = { ...named, ...routing(target) };
  return wire.adapt?.(body) ?? body;
}

function renamed(body: ChatBody, names: Readonly<Record<string, string>>): ChatBody {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [names[name] ?? name, value]));
}

function post({ wire }: OpenAiChannel, target: ProviderTarget, body: ChatBody): ProviderRequest {
  const url = wire.url(target, 'chat', String(body['model']));
  const codes = wire.causeIn === undefined ? {} : { causeIn: wire.causeIn };
  return { method: 'POST', url, headers: wire.headers(target), body, ...codes };
}

/** Asks once, and once more in the words the model wants when it says which. */
async function adjusting<Answer>(body: ChatBody, ask: (body: ChatBody) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask(body);
  } catch (error) {
    const adjusted = adjustedTo(error, body);
    if (adjusted === null) throw error;
    return ask(adjusted);
  }
}

function adjustedTo(error: unknown, body: ChatBody): ChatBody | null {
  if (!(error instanceof ProviderCallError) || ![400, 422].includes(error.upstreamStatus ?? 0)) return null;
  return ADJUSTMENTS.find(({ complaint }) => complaint.test(error.providerText))?.adjust(body) ?? null;
}
