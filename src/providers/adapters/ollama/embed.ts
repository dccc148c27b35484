import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { authorization, endpointUrl } from './endpoint.js';

/** `/api/embed`, or its predecessor where a server is too old to have it. */
export async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  try {
    return await embedAll(http, target, request, options);
  } catch (error) {
    if (!(error instanceof ProviderCallError) || error.causeClass !== 'bad_path') throw error;
    return embedOneByOne(http, target, request, options);
  }
}

async function embedAll(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs, dimensions }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const size = dimensions === undefined ? {} : { dimensions };
  const json = await post(http, target, 'embed', { model, input: inputs, ...size }, options);
  const vectors = entriesOf(fieldsOf(json)['embeddings']).filter(isVector);
  if (vectors.length !== inputs.length) throw badAnswer(target, 'The answer has no embedding', json);
  const { prompt_eval_count: tokens } = fieldsOf(json);
  return { vectors, usage: typeof tokens === 'number' ? plainUsage(tokens) : null };
}

async function embedOneByOne(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const vectors: number[][] = [];
  for (const prompt of inputs) {
    const json = await post(http, target, 'embeddings', { model, prompt }, options);
    const { embedding } = fieldsOf(json);
    if (!isVector(embedding)) throw badAnswer(target, 'The answer has no embedding', json);
    vectors.push(embedding);
  }
  return { vectors, usage: null };
}

async function post(
  http: ProviderHttp,
  target: ProviderTarget,
  endpoint: 'embed' | 'embeddings',
  body: object,
  options: CallOptions,
): Promise<unknown> {
  const url = endpointUrl(target, endpoint);
  return http.sendJson(target, { method: 'POST', url, headers: authorization(target), body }, options);
}
