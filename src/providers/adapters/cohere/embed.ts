import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { cohereKey, cohereRoot } from './cohere-endpoint.js';

/** "Maximum number of texts per call is 96" (docs.cohere.com, "Embed API (v2)"). */
const TEXTS_PER_CALL = 96;

/** Not through the AI SDK, which refuses two of the sizes that the vectors of Embed 5 can have (768 and 2048). */
export async function embed(
  http: ProviderHttp,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const vectors: number[][] = [];
  let tokens: number | null = null;
  for (let from = 0; from < request.inputs.length; from += TEXTS_PER_CALL) {
    const texts = request.inputs.slice(from, from + TEXTS_PER_CALL);
    const json = await embedSome(http, target, { ...request, inputs: texts }, options);
    const found = entriesOf(fieldsOf(json['embeddings'])['float']).filter(isVector);
    if (found.length !== texts.length) throw badAnswer(target, 'The answer has no embedding', json);
    vectors.push(...found);
    const { input_tokens: counted } = fieldsOf(fieldsOf(json['meta'])['billed_units']);
    if (typeof counted === 'number') tokens = (tokens ?? 0) + counted;
  }
  return { vectors, usage: tokens === null ? null : plainUsage(tokens) };
}

async function embedSome(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs, dimensions, purpose }: EmbeddingRequest,
  options: CallOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const body = {
    model,
    texts: inputs,
    input_type: purpose === 'document' ? 'search_document' : 'search_query',
    embedding_types: ['float'],
    ...(dimensions === undefined ? {} : { output_dimension: dimensions }),
  };
  const url = `${cohereRoot(target)}/v2/embed`;
  const headers = { authorization: `Bearer ${cohereKey(target)}` };
  return fieldsOf(await http.sendJson(target, { method: 'POST', url, headers, body }, options));
}
