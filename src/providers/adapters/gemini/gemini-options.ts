import type { SharedV3ProviderOptions } from '@ai-sdk/provider';
import type { ChatRequest, ReasoningEffort } from '../../calls/chat-call.js';
import type { EmbeddingRequest } from '../../calls/other-calls.js';

/** ai.google.dev, "OpenAI compatibility": what Google itself makes of an effort for the models that count tokens. */
const THINKING_BUDGETS: Readonly<Record<ReasoningEffort, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
};

/** Gemini 2.5 takes a number of tokens, everything newer a level, which only the Flash models of Gemini 3 call minimal. */
export function geminiThinking({ model, reasoningEffort: effort }: ChatRequest): SharedV3ProviderOptions {
  if (effort === undefined) return {};
  if (/gemini-2\.5/.test(model)) return thinking({ thinkingBudget: THINKING_BUDGETS[effort] });
  const lacksMinimal = !/gemini-3.*flash/.test(model);
  return thinking({ thinkingLevel: effort === 'minimal' && lacksMinimal ? 'low' : effort });
}

/** Who asks for thinking may see what comes of it. */
function thinking(amount: { thinkingBudget: number } | { thinkingLevel: ReasoningEffort }): SharedV3ProviderOptions {
  return { google: { thinkingConfig: { ...amount, includeThoughts: true } } };
}

/** Gemini Embedding 2 has no field for the task and wants it said in the text (ai.google.dev, "Embeddings"). */
const TASK_IN_TEXT = /gemini-embedding-2/;

export function geminiEmbedding({ model, dimensions, purpose }: EmbeddingRequest): SharedV3ProviderOptions {
  const taskType = purpose === 'document' ? 'RETRIEVAL_DOCUMENT' : 'RETRIEVAL_QUERY';
  return {
    google: {
      ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }),
      ...(TASK_IN_TEXT.test(model) ? {} : { taskType }),
    },
  };
}

export function withTaskInText(request: EmbeddingRequest): EmbeddingRequest {
  if (!TASK_IN_TEXT.test(request.model)) return request;
  const prefix = request.purpose === 'document' ? 'title: none | text: ' : 'task: search result | query: ';
  return { ...request, inputs: request.inputs.map((text) => prefix + text) };
}
