import type {
  EmbeddingModelV3,
  LanguageModelV3,
  LanguageModelV3GenerateResult,
  RerankingModelV3,
  SharedV3ProviderOptions,
} from '@ai-sdk/provider';
import type { ChatAnswer, ChatEvent, ChatRequest } from '../../calls/chat-call.js';
import type { EmbeddingRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { Capability, CallOptions, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { jsonText } from '../../transport/json-value.js';
import { badAnswer, embeddedRefusal, type RefusedAnswer, refusal } from '../../transport/refusal.js';
import { isVector } from '../answer-shape.js';
import { isIndex } from '../rerank-scores.js';
import { startedStream } from '../stream-events.js';
import { answerOf, eventsOf } from './answer.js';
import { failureOf } from './failure.js';
import { callOptions } from './prompt.js';

/** How a vendor's models are made for one target; the library behind it is loaded when the first call needs it. */
type Make<Model> = (target: ProviderTarget, model: string, options: CallOptions) => Promise<Model>;

/** Fields that only this vendor has, for one request. */
type Extras<Request> = (request: Request) => SharedV3ProviderOptions;

const NO_EXTRAS = (): SharedV3ProviderOptions => ({});

/** The refusal that a chunk of a stream, as the provider wrote it, is; null when it is none. */
type RefusalInChunk = (chunk: unknown) => RefusedAnswer | null;

/** `refusalInChunk` is for vendors whose errors inside a stream the SDK does not tell apart. */
export function aiSdkChat(
  make: Make<LanguageModelV3>,
  extras: Extras<ChatRequest> = NO_EXTRAS,
  refusalInChunk?: RefusalInChunk,
): Required<Pick<ProviderAdapter, 'chat' | 'stream'>> {
  const chat: Capability<ChatRequest, ChatAnswer> = (target, request, options) =>
    naming(target, options, async () => {
      const model = await make(target, request.model, options);
      const providerOptions = extras(request);
      const result = await model.doGenerate({
        ...callOptions(request),
        providerOptions,
        abortSignal: options.signal,
      });
      demandFinished(target, result);
      return answerOf(result);
    });
  const stream: Capability<ChatRequest, AsyncIterable<ChatEvent>> = async (target, request, options) => {
    const parts = await naming(target, options, async () => {
      const model = await make(target, request.model, options);
      const providerOptions = extras(request);
      const includeRawChunks = refusalInChunk !== undefined;
      return model.doStream({
        ...callOptions(request),
        providerOptions,
        includeRawChunks,
        abortSignal: options.signal,
      });
    });
    const demandGood = (chunk: unknown): void => {
      const refused = refusalInChunk?.(chunk) ?? null;
      if (refused !== null) throw refusal(target, refused);
    };
    return startedStream(target, namingEach(target, options, eventsOf(parts.stream, demandGood)));
  };
  return { chat, stream };
}

export function aiSdkEmbed(
  make: Make<EmbeddingModelV3>,
  extras: Extras<EmbeddingRequest> = NO_EXTRAS,
): NonNullable<ProviderAdapter['embed']> {
  return (target, request, options) =>
    naming(target, options, async () => {
      const model = await make(target, request.model, options);
      const vectors: number[][] = [];
      let tokens: number | null = null;
      for (const values of batches(request.inputs, (await model.maxEmbeddingsPerCall) ?? Infinity)) {
        const answer = await model.doEmbed({ values, providerOptions: extras(request), abortSignal: options.signal });
        vectors.push(...answer.embeddings.filter(isVector));
        // Not a number where Bedrock's count, a header, is missing.
        if (answer.usage !== undefined && !Number.isNaN(answer.usage.tokens))
          tokens = (tokens ?? 0) + answer.usage.tokens;
      }
      if (vectors.length !== request.inputs.length) throw badAnswer(target, 'The answer has no embedding', '');
      return { vectors, usage: tokens === null ? null : plainUsage(tokens) };
    });
}

export function aiSdkRerank(make: Make<RerankingModelV3>): NonNullable<ProviderAdapter['rerank']> {
  return (target, request, options) =>
    naming(target, options, async () => {
      const model = await make(target, request.model, options);
      const { ranking } = await model.doRerank({
        query: request.query,
        documents: { type: 'text', values: [...request.documents] },
        topN: request.topN ?? request.documents.length,
        abortSignal: options.signal,
      });
      const results = ranking
        .filter(({ index }) => isIndex(index, request.documents.length))
        .map(({ index, relevanceScore }) => ({ index, score: relevanceScore }))
        .sort((one, other) => other.score - one.score);
      if (results.length === 0) throw badAnswer(target, 'The answer has no scores', '');
      return { results, usage: null };
    });
}

/** A provider that leaves everything out, or says an error with status 200, passes the SDK's schemas. */
function demandFinished(target: ProviderTarget, { finishReason, response }: LanguageModelV3GenerateResult): void {
  if (finishReason.raw !== undefined) return;
  const body = response?.body ?? {};
  const refusedWith = typeof body === 'object' ? embeddedRefusal(body) : null;
  if (refusedWith !== null) throw refusal(target, { status: refusedWith, body: jsonText(body) });
  throw badAnswer(target, 'The answer has no message', body);
}

function* batches(inputs: readonly string[], size: number): Generator<string[]> {
  for (let from = 0; from < inputs.length; from += size) yield inputs.slice(from, from + size);
}

async function naming<Answer>(
  target: ProviderTarget,
  { signal }: CallOptions,
  work: () => PromiseLike<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(target, error, signal);
  }
}

async function* namingEach(
  target: ProviderTarget,
  { signal }: CallOptions,
  events: AsyncGenerator<ChatEvent>,
): AsyncGenerator<ChatEvent> {
  try {
    yield* events;
  } catch (error) {
    throw failureOf(target, error, signal);
  }
}
