import type { CallOptions, ProviderTarget, RerankAnswer, RerankRequest } from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { authorization, endpointUrl, upstreamModel } from './endpoint.js';

/** OpenAI has no rerank; this is the shape that Jina and Cohere began and everybody else took over. */
export async function rerank(
  http: ProviderHttp,
  target: ProviderTarget,
  request: RerankRequest,
  options: CallOptions,
): Promise<RerankAnswer> {
  const body = {
    model: upstreamModel(target, request.model),
    query: request.query,
    documents: request.documents,
    top_n: request.documents.length,
  };
  const url = endpointUrl(target, 'rerank');
  const json = await http.sendJson(target, { method: 'POST', url, headers: authorization(target), body }, options);
  const results = scoresOf(json);
  if (results.length === 0) throw badAnswer(target, 'The answer has no scores', json);
  return { results };
}

/** Servers differ in where the list is (DashScope: `output.results`) and in what a score is called. */
function scoresOf(json: object): { index: number; score: number }[] {
  const { results, data, output } = fieldsOf(json);
  const list = [results, data, fieldsOf(output)['results']].find(Array.isArray);
  return entriesOf(list)
    .map(fieldsOf)
    .map(({ index, relevance_score, score }) => ({ index: Number(index), score: relevance_score ?? score }))
    .filter((entry): entry is { index: number; score: number } => Number.isFinite(entry.score));
}
