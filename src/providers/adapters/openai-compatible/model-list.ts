import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import type { OpenAiChannel } from './channel.js';

export async function listModels(
  { http, wire }: OpenAiChannel,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = wire.url(target, 'models', '');
  const json = await http.sendJson(target, { method: 'GET', url, headers: wire.headers(target) }, options);
  // Together answers the bare list.
  const data = Array.isArray(json) ? json : fieldsOf(json)['data'];
  if (!Array.isArray(data)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(data)
    .map((entry) => fieldsOf(entry)['id'])
    .filter((id): id is string => typeof id === 'string' && id !== '')
    .map((name) => ({ name, type: guessModelType(name) }));
}
