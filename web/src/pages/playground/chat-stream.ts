import { ApiError } from '../../api/api-error.js';
import { eventsOf } from '../../api/events.js';
import { askGateway, servedBy } from '../../api/gateway.js';
import { tokensOf, type Outcome } from './outcome.js';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatBody {
  model: string;
  messages: ChatMessage[];
  temperature?: number;
  max_tokens?: number;
}

interface Chunk {
  choices?: { delta?: { content?: string | null; reasoning_content?: string | null } }[];
  usage?: Parameters<typeof tokensOf>[0];
  error?: { message?: string };
}

/** Tells each piece of the answer as it comes; resolves with how it went. @throws ApiError also for what breaks midway */
export async function streamChat(
  body: ChatBody,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<Outcome> {
  const startedAt = performance.now();
  const response = await askGateway(CHAT_PATH, streamed(body), signal);
  let firstMs = 0;
  let tokens: Outcome['tokens'] = null;
  for await (const data of eventsOf(response)) {
    if (data === '[DONE]') break;
    const chunk = JSON.parse(data) as Chunk;
    if (chunk.error) throw ApiError.from(502, chunk.error);
    const text = chunk.choices?.[0]?.delta?.content ?? '';
    if (firstMs === 0) firstMs = performance.now() - startedAt;
    if (text !== '') onText(text);
    tokens = tokensOf(chunk.usage) ?? tokens;
  }
  return { served: servedBy(response), firstMs, totalMs: performance.now() - startedAt, tokens };
}

export const CHAT_PATH = '/v1/chat/completions';

/** As it is sent: what it used is told at its end. */
export function streamed(body: ChatBody): object {
  return { ...body, stream: true, stream_options: { include_usage: true } };
}
