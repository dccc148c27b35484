import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, isVector } from '../answer-shape.js';
import { inBatches } from './batches.js';
import { authorization, endpointUrl } from './endpoint.js';

/** The answer is the bare list of vectors. The server counts no tokens here, and knows nothing of sides of a search. */
export async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const [url, headers] = [endpointUrl(target, 'embed'), authorization(target)];
  const size = request.dimensions === undefined ? {} : { dimensions: request.dimensions };
  const vectors = await inBatches(request.inputs, async (inputs) => {
    const json = await http.sendJson(target, { method: 'POST', url, headers, body: { inputs, ...size } }, options);
    const batch = entriesOf(json).filter(isVector);
    if (batch.length !== inputs.length) throw badAnswer(target, 'The answer has no embedding', json);
    return batch;
  });
  return { vectors, usage: null };
}
