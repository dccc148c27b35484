import type { Schemas } from '../../../api/client.js';
import type { Factory } from '../models-queries.js';

export type CredentialField = Schemas['CredentialFieldDto'];

export interface CredentialValues {
  label: string;
  base_url: string;
  credential: Record<string, string>;
}

export function emptyValues({ credential_fields }: Factory): CredentialValues {
  return {
    label: '',
    base_url: '',
    credential: Object.fromEntries(credential_fields.map((field) => [field.name, field.default ?? ''])),
  };
}

/** What was filled in; what is empty is not sent. */
export function filledIn(credential: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(credential).filter(([, value]) => value.trim() !== ''));
}

/** The server anchors its patterns: the whole value must match. */
export function matches({ pattern }: CredentialField, value: string): boolean {
  return pattern === null || value === '' || new RegExp(`^(?:${pattern})$`, 'u').test(value);
}
