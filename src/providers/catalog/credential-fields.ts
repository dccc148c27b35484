import type { CredentialField } from '../factory.js';

type Options = Partial<Pick<CredentialField, 'required' | 'pattern' | 'default'>>;

/** A part of the credential that is sealed and never shown again. */
export function secret(name: string, label: string, options: Options = {}): CredentialField {
  return { name, label, secret: true, required: true, pattern: null, default: null, ...options };
}

/** A part that anybody may see: a region, a version, an id. Where it ends up in a URL it has a pattern. */
export function plain(name: string, label: string, options: Options = {}): CredentialField {
  return { name, label, secret: false, required: true, pattern: null, default: null, ...options };
}

export function apiKey(options: Options = {}): CredentialField {
  return secret('api_key', 'API key', options);
}
