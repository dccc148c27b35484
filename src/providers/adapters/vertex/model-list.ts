import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import { locationOf } from './vertex-endpoint.js';

/** A list that never ends must not keep anybody for ever. */
const MAX_PAGES = 20;

/** Google's own models (cloud.google.com, "publishers.models.list", v1beta1); those of partners are not in it. */
export async function listModels(
  http: ProviderHttp,
  signedIn: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const models: DiscoveredModel[] = [];
  let token: unknown = '';
  for (let page = 0; page < MAX_PAGES && typeof token === 'string'; page += 1) {
    const json = await getPage(http, signedIn, token, options);
    const { publisherModels = [], nextPageToken } = fieldsOf(json);
    if (!Array.isArray(publisherModels)) throw badAnswer(signedIn, 'The answer is not a list of models', json);
    models.push(...entriesOf(publisherModels).map(fieldsOf).flatMap(discovered));
    token = nextPageToken === '' ? undefined : nextPageToken;
  }
  return models;
}

function getPage(http: ProviderHttp, signedIn: ProviderTarget, token: string, options: CallOptions): Promise<object> {
  const { origin, project } = locationOf(signedIn);
  const query = new URLSearchParams({ pageSize: '100', ...(token === '' ? {} : { pageToken: token }) });
  const headers = {
    authorization: `Bearer ${signedIn.credential['access_token'] ?? ''}`,
    'x-goog-user-project': project,
  };
  const url = `${origin}/v1beta1/publishers/google/models?${query.toString()}`;
  return http.sendJson(signedIn, { method: 'GET', url, headers }, options);
}

function discovered({ name }: Readonly<Record<string, unknown>>): DiscoveredModel[] {
  const model = typeof name === 'string' ? (name.split('/').at(-1) ?? '') : '';
  return model === '' ? [] : [{ name: model, type: typeOf(model) }];
}

/** Among much that hears, draws and forecasts. */
function typeOf(name: string): ModelType | null {
  if (/^(text|text-multilingual|gemini)-embedding-/.test(name)) return 'embedding';
  const guessed = guessModelType(name);
  return guessed === 'chat' && /^gemini-(?!.*live)/.test(name) ? 'chat' : null;
}
