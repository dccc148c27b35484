import type { Cause } from '../failure-cause.js';

/** What a user can do about a cause, in one sentence. */
export const HINTS: Readonly<Record<Cause, string>> = {
  unauthorized:
    'The provider does not know this key: check that it is copied whole, not revoked, and belongs to this provider.',
  forbidden:
    'The key is known but may not do this: check its permissions, its project and its allowed models or addresses.',
  model_not_found: 'The provider does not offer this model to this key: check the name, or enable the model there.',
  bad_path:
    'The server answers, but not at this path: check the base URL, often only a final /v1 is missing or too much.',
  blocked_address: 'The address is not public: ask the operator to allow it with OUTBOUND_ALLOW.',
  dns: 'The host name cannot be resolved: check its spelling, and that this server can see it.',
  connection_refused: 'Nobody answers at this host and port: check both, and that the provider is running.',
  tls: 'The secure connection failed: check the certificate, and whether the address should begin with http:// instead.',
  timeout:
    'The provider did not answer in time: try again, or check that the model is loaded and the network lets us through.',
  rate_limited: 'The provider asks to slow down: nothing is wrong with the key as such, try again in a while.',
  quota: 'The account has no credit or quota left: the key may well be right, check billing at the provider.',
  region: 'The provider does not serve the region this server calls from.',
  bad_answer: 'The provider answered something unexpected: check the base URL and that the model fits its type.',
};

export const NOT_CALLABLE_HINT = 'This can be stored, but not be called or verified in this version.';
export const NO_MODELS_HINT = 'Load a model at the provider, or name the one to verify.';
