import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer, type ProviderHttp } from '../../transport/provider-http.js';
import { guessModelType } from '../guess-model-type.js';
import { authorization, endpointUrl } from './endpoint.js';

interface Tag {
  name?: unknown;
  details?: { family?: unknown; families?: unknown } | null;
}

type NamedTag = Tag & { name: string };

export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = endpointUrl(target, 'tags');
  const json = await http.sendJson(target, { method: 'GET', url, headers: authorization(target) }, options);
  const { models } = json as { models?: unknown };
  if (!Array.isArray(models)) throw badAnswer(target, 'The answer is not a list of models', json);
  return models
    .filter((tag: Tag | null): tag is NamedTag => typeof tag?.name === 'string')
    .map((tag) => ({ name: tag.name, type: typeOf(tag) }));
}

/** The family says more than the name: encoders embed, and a vision tower is a family of its own (`clip`, `mllama`). */
function typeOf({ name, details }: NamedTag): ModelType | null {
  const families = [details?.family, details?.families].flat().filter((family) => typeof family === 'string');
  if (families.some((family) => /bert/i.test(family))) return 'embedding';
  if (families.some((family) => /^(clip|mllama)$|vl(moe)?$/i.test(family))) return 'image2text';
  return guessModelType(name);
}
