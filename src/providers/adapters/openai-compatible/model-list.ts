import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import { authorization, endpointUrl } from './endpoint.js';

export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = endpointUrl(target, 'models');
  const json = await http.sendJson(target, { method: 'GET', url, headers: authorization(target) }, options);
  // Together answers the bare list.
  const data = Array.isArray(json) ? json : fieldsOf(json)['data'];
  if (!Array.isArray(data)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(data)
    .map((entry) => fieldsOf(entry)['id'])
    .filter((id): id is string => typeof id === 'string' && id !== '')
    .map((name) => ({ name, type: guessModelType(name) }));
}
