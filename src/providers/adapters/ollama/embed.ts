import type { CallOptions, EmbeddingAnswer, EmbeddingRequest, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
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
  { model, inputs }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const json = await post(http, target, 'embed', { model, input: inputs }, options);
  const vectors = entriesOf(fieldsOf(json)['embeddings']).filter(isVector);
  if (vectors.length !== inputs.length) throw badAnswer(target, 'The answer has no embedding', json);
  return { vectors };
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
  return { vectors };
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
