import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import { authorization, endpointUrl } from './endpoint.js';

export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = endpointUrl(target, 'tags');
  const json = await http.sendJson(target, { method: 'GET', url, headers: authorization(target) }, options);
  const { models } = fieldsOf(json);
  if (!Array.isArray(models)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(models)
    .map(fieldsOf)
    .flatMap(({ name, details }) => (typeof name === 'string' ? { name, type: typeOf(name, fieldsOf(details)) } : []));
}

/** The family says more than the name: encoders embed, and a vision tower is a family of its own (`clip`, `mllama`). */
function typeOf(name: string, { family, families }: Readonly<Record<string, unknown>>): ModelType | null {
  const all = [family, ...entriesOf(families)].filter((each) => typeof each === 'string');
  if (all.some((each) => /bert/i.test(each))) return 'embedding';
  if (all.some((each) => /^(clip|mllama)$|vl(moe)?$/i.test(each))) return 'image2text';
  return guessModelType(name);
}
