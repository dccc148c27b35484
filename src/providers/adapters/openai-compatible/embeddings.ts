import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { numberOf } from '../../transport/json-value.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import { usageOf } from './chat-answer.js';
import type { OpenAiChannel } from './channel.js';
import { upstreamModel } from './wire.js';

export async function embed(
  { http, wire }: OpenAiChannel,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const model = upstreamModel(target, request.model);
  const body = {
    model,
    input: request.inputs,
    ...(request.dimensions === undefined
      ? {}
      : { [target.factory.openAi.dimensions ?? 'dimensions']: request.dimensions }),
    ...sideOfSearch(target, model, request.purpose ?? 'query'),
  };
  const url = wire.url(target, 'embeddings', model);
  const json = await http.sendJson(target, { method: 'POST', url, headers: wire.headers(target), body }, options);
  return readEmbeddings(target, request.inputs.length, json);
}

/** The vectors of an answer, one for each of the inputs. */
export function readEmbeddings(target: ProviderTarget, inputs: number, json: object): EmbeddingAnswer {
  const vectors = entriesOf(fieldsOf(json)['data'])
    .map(fieldsOf)
    .sort((one, other) => numberOf(one['index'] ?? 0) - numberOf(other['index'] ?? 0))
    .map(({ embedding }) => embedding)
    .filter(isVector);
  if (vectors.length !== inputs) throw badAnswer(target, 'The answer has no embedding', json);
  return { vectors, usage: usageOf(fieldsOf(json)['usage']) };
}

function sideOfSearch(
  target: ProviderTarget,
  model: string,
  purpose: 'query' | 'document',
): Readonly<Record<string, string>> {
  const { embeddingPurpose } = target.factory.openAi;
  if (embeddingPurpose === undefined) return {};
  const { field, models } = embeddingPurpose;
  return models === undefined || new RegExp(models).test(model) ? { [field]: embeddingPurpose[purpose] } : {};
}
