import type { CallOptions, EmbeddingAnswer, EmbeddingRequest, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { authorization, endpointUrl, upstreamModel } from './endpoint.js';

export async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const body = {
    model: upstreamModel(target, request.model),
    input: request.inputs,
    ...target.factory.openAi.embeddingBody,
  };
  const url = endpointUrl(target, 'embeddings');
  const json = await http.sendJson(target, { method: 'POST', url, headers: authorization(target), body }, options);
  const vectors = entriesOf(fieldsOf(json)['data'])
    .map((entry) => fieldsOf(entry)['embedding'])
    .filter(isVector);
  if (vectors.length !== request.inputs.length) throw badAnswer(target, 'The answer has no embedding', json);
  return { vectors };
}
