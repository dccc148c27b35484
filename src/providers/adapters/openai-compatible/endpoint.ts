import type { OpenAiEndpoint } from '../../factory.js';
import type { ProviderTarget } from '../../provider-adapter.js';

const PATHS: Readonly<Record<OpenAiEndpoint, string>> = {
  chat: 'chat/completions',
  embeddings: 'embeddings',
  rerank: 'rerank',
  speech: 'audio/speech',
  transcriptions: 'audio/transcriptions',
  models: 'models',
};

/** The URL of one of OpenAI's endpoints at this target. */
export function endpointUrl(target: ProviderTarget, endpoint: OpenAiEndpoint): string {
  const base = target.baseUrl.replace(/\/+$/, '');
  if (endpoint === 'rerank' && new URL(base).pathname.includes('/rerank')) return base;
  const { root, paths } = target.factory.openAi;
  const versioned = root === 'v1' && !/\/v\d+$/.test(base) ? `${base}/v1` : base;
  return new URL(paths?.[endpoint] ?? PATHS[endpoint], `${versioned}/`).href;
}

/** The bearer, when the target has one: servers at the user's own place often want none. */
export function authorization(target: ProviderTarget): Readonly<Record<string, string>> {
  const key = target.credential[target.factory.openAi.bearer ?? 'api_key'] ?? '';
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}

/** The name the provider knows the model by. */
export function upstreamModel(target: ProviderTarget, model: string): string {
  const { modelFrom } = target.factory.openAi;
  const replacement = modelFrom === undefined ? '' : (target.credential[modelFrom] ?? '');
  return replacement === '' ? model : replacement;
}

/** Fields that the credential adds to a chat body. */
export function routing(target: ProviderTarget): Readonly<Record<string, unknown>> {
  const { providerOrderFrom } = target.factory.openAi;
  const list = providerOrderFrom === undefined ? '' : (target.credential[providerOrderFrom] ?? '');
  const order = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return order.length === 0 ? {} : { provider: { order, allow_fallbacks: false } };
}
