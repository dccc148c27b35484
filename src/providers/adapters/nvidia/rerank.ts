import type { RerankAnswer, RerankRequest } from '../../calls/other-calls.js';
import { plainUsage, type TokenUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { openAiWire } from '../openai-compatible/wire.js';
import { pathSegment } from '../path-segment.js';
import { bestFirst } from '../rerank-scores.js';

/** NVIDIA's own machines: all models there are served by one host, the retrievers by another. */
const HOSTED = new Set(['integrate.api.nvidia.com', 'ai.api.nvidia.com']);
const HOSTED_RETRIEVAL = 'https://ai.api.nvidia.com/v1/retrieval';

/** The oldest hosted reranker has neither its own path nor, in the body, its own name. */
const OLDEST = { name: 'nvidia/rerank-qa-mistral-4b', path: 'nvidia', bodyName: 'nv-rerank-qa-mistral-4b:1' };

/**
 * "Retrieval" of docs.api.nvidia.com for the hosted models, `/v1/ranking` of "API Reference for NVIDIA NeMo Retriever
 * Reranking NIM" for containers. Neither counts results (a container refuses the field), so that this does.
 */
export async function rerank(
  http: ProviderHttp,
  target: ProviderTarget,
  request: RerankRequest,
  options: CallOptions,
): Promise<RerankAnswer> {
  const body = {
    model: request.model === OLDEST.name ? OLDEST.bodyName : request.model,
    query: { text: request.query },
    passages: request.documents.map((text) => ({ text })),
    truncate: 'END',
  };
  const url = urlOf(target, request.model);
  const headers = openAiWire.headers(target);
  const json = await http.sendJson(target, { method: 'POST', url, headers, body }, options);
  // A logit has no bounds; its order is what counts.
  const results = bestFirst(fieldsOf(json)['rankings'], request.documents.length, ({ logit }) => logit);
  if (results.length === 0) throw badAnswer(target, 'The answer has no rankings', json);
  return { results: results.slice(0, request.topN), usage: usageOf(json) };
}

function urlOf({ baseUrl }: ProviderTarget, model: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  if (HOSTED.has(new URL(base).hostname)) return `${HOSTED_RETRIEVAL}/${hostedPath(model)}/reranking`;
  return base.endsWith('/ranking') ? base : `${base}/ranking`;
}

/** A hosted model's path is its name, with underscores where that has dots: `nvidia/llama-3_2-nv-rerankqa-1b-v2`. */
function hostedPath(model: string): string {
  if (model === OLDEST.name) return OLDEST.path;
  return model.replaceAll('.', '_').split('/').map(pathSegment).join('/');
}

function usageOf(json: object): TokenUsage | null {
  const { total_tokens: tokens } = fieldsOf(fieldsOf(json)['usage']);
  return typeof tokens === 'number' ? plainUsage(tokens) : null;
}
