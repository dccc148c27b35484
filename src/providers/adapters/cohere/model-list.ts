import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { cohereKey, cohereRoot } from './cohere-endpoint.js';

/** The endpoint that a model is for, the most telling first; a chat model may be listed for `rerank` too. */
const TYPE_BY_ENDPOINT: readonly (readonly [endpoint: string, type: ModelType])[] = [
  ['chat', 'chat'],
  ['rerank', 'rerank'],
  ['embed', 'embedding'],
];

/** docs.cohere.com, "List Models": pages of at most 1000, which is far more than there are. */
export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = `${cohereRoot(target)}/v1/models?page_size=1000`;
  const headers = { authorization: `Bearer ${cohereKey(target)}` };
  const json = await http.sendJson(target, { method: 'GET', url, headers }, options);
  const { models } = fieldsOf(json);
  if (!Array.isArray(models)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(models)
    .map(fieldsOf)
    .flatMap(({ name, endpoints }) => (typeof name === 'string' ? { name, type: typeFor(entriesOf(endpoints)) } : []));
}

function typeFor(endpoints: readonly unknown[]): ModelType | null {
  return TYPE_BY_ENDPOINT.find(([endpoint]) => endpoints.includes(endpoint))?.[1] ?? null;
}
