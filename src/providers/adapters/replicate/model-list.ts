import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { apiUrl, authorization } from './endpoint.js';

/** The whole list holds everybody's models, by the thousand; these two collections are kept by the vendor. */
const COLLECTIONS: readonly [slug: string, type: ModelType][] = [
  ['language-models', 'chat'],
  ['embedding-models', 'embedding'],
];

export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const lists = await Promise.all(
    COLLECTIONS.map(async ([slug, type]) => {
      const request = {
        method: 'GET',
        url: apiUrl(target, 'collections', slug),
        headers: authorization(target),
      } as const;
      const json = await http.sendJson(target, request, options);
      const { models } = fieldsOf(json);
      if (!Array.isArray(models)) throw badAnswer(target, 'The answer is not a list of models', json);
      return entriesOf(models)
        .map(fieldsOf)
        .filter(({ owner, name }) => typeof owner === 'string' && typeof name === 'string')
        .map(({ owner, name }) => ({ name: `${String(owner)}/${String(name)}`, type }));
    }),
  );
  return lists.flat();
}
