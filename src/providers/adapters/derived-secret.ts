import type { ProviderTarget } from '../provider-adapter.js';

/**
 * The same target with one more secret in its credential: a token or a signature made from the others. It is kept out of
 * every failure's words as they are, and can be sent like any of them.
 */
export function withSecret(target: ProviderTarget, name: string, value: string): ProviderTarget {
  const field = { name, label: name, secret: true, required: true, pattern: null, default: null };
  const credentialFields = [...target.factory.credentialFields, field];
  return {
    ...target,
    factory: { ...target.factory, credentialFields },
    credential: { ...target.credential, [name]: value },
  };
}
