import type { RerankAnswer, RerankRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { bestFirst } from '../rerank-scores.js';
import { usageOf } from './chat-answer.js';
import type { OpenAiChannel } from './channel.js';
import { upstreamModel } from './wire.js';

/** OpenAI has no rerank; this is the shape that Jina and Cohere began and everybody else took over. */
export async function rerank(
  { http, wire }: OpenAiChannel,
  target: ProviderTarget,
  request: RerankRequest,
  options: CallOptions,
): Promise<RerankAnswer> {
  const model = upstreamModel(target, request.model);
  const body = {
    model,
    query: request.query,
    documents: request.documents,
    [target.factory.openAi.rerankTop ?? 'top_n']: request.topN ?? request.documents.length,
  };
  const url = wire.url(target, 'rerank', model);
  const json = await http.sendJson(target, { method: 'POST', url, headers: wire.headers(target), body }, options);
  const results = scoresOf(json, request.documents.length);
  if (results.length === 0) throw badAnswer(target, 'The answer has no scores', json);
  return { results, usage: usageOf(fieldsOf(json)['usage']) };
}

/** Servers differ in where the list is (DashScope: `output.results`) and in what a score is called. */
function scoresOf(json: object, documents: number): RerankAnswer['results'] {
  const { results, data, output } = fieldsOf(json);
  const list = [results, data, fieldsOf(output)['results']].find(Array.isArray);
  return bestFirst(list, documents, ({ relevance_score, score }) => relevance_score ?? score);
}
