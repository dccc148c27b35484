import type { OpenAiEndpoint } from '../../factory.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import type { VendorCause } from '../../transport/refusal.js';
import type { ChatBody } from './chat-body.js';

/** How a flavour of OpenAI's REST surface is reached: everything the calls themselves don't have to know. */
export interface OpenAiWire {
  /** `model` is the name the provider knows. */
  url(target: ProviderTarget, endpoint: OpenAiEndpoint, model: string): string;
  headers(target: ProviderTarget): Readonly<Record<string, string>>;
  /** The vendor's own codes, where it has some. */
  causeIn?: VendorCause;
  /** A chat in the vendor's words, where they are not all OpenAI's. */
  adapt?(body: ChatBody): ChatBody;
}

const PATHS: Readonly<Record<OpenAiEndpoint, string>> = {
  chat: 'chat/completions',
  embeddings: 'embeddings',
  rerank: 'rerank',
  speech: 'audio/speech',
  transcriptions: 'audio/transcriptions',
  models: 'models',
};

/** OpenAI's own, and whatever a catalog row declares to differ. */
export const openAiWire: OpenAiWire = { url: endpointUrl, headers: authorization };

/** The path of an endpoint below the root of the surface. */
export function pathOf(endpoint: OpenAiEndpoint): string {
  return PATHS[endpoint];
}

function endpointUrl(target: ProviderTarget, endpoint: OpenAiEndpoint): string {
  const base = target.baseUrl.replace(/\/+$/, '');
  if (endpoint === 'rerank' && new URL(base).pathname.includes('/rerank')) return base;
  const { root, paths } = target.factory.openAi;
  const versioned = root === 'v1' && !/\/v\d+$/.test(base) ? `${base}/v1` : base;
  return new URL(paths?.[endpoint] ?? PATHS[endpoint], `${versioned}/`).href;
}

/** The bearer, when the target has one: servers at the user's own place often want none. */
function authorization(target: ProviderTarget): Readonly<Record<string, string>> {
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
