import type { RerankAnswer, RerankRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { bestFirst } from '../rerank-scores.js';
import { inBatches } from './batches.js';
import { authorization, endpointUrl } from './endpoint.js';

/**
 * The answer is a bare list, one score for each text whatever else is in the batch. Texts are cut to what the model
 * reads: one that is too long would fail all others, and hosted rerankers cut without being asked.
 */
export async function rerank(
  http: ProviderHttp,
  target: ProviderTarget,
  request: RerankRequest,
  options: CallOptions,
): Promise<RerankAnswer> {
  const [url, headers] = [endpointUrl(target, 'rerank'), authorization(target)];
  const scored = await inBatches(request.documents, async (texts, from) => {
    const body = { query: request.query, texts, truncate: true };
    const json = await http.sendJson(target, { method: 'POST', url, headers, body }, options);
    const results = bestFirst(json, texts.length, ({ score }) => score);
    if (results.length === 0) throw badAnswer(target, 'The answer has no scores', json);
    return results.map(({ index, score }) => ({ index: index + from, score }));
  });
  const best = scored.sort((one, other) => other.score - one.score);
  return { results: best.slice(0, request.topN), usage: null };
}
