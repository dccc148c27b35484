import type { Schemas } from '../../api/client.js';
import type { Key } from './key-list.js';
import type { Scope } from './keys-search.js';

/** Days from now, or in words. */
export const EXPIRIES = ['never', '7', '30', '90', '365', 'date'] as const;
/** What programs need as a rule, only calls to models, or one by one. */
export const REACHES_OF_KEY = ['everyday', 'inference', 'chosen'] as const;

export interface KeyValues {
  name: string;
  description: string;
  expiry: (typeof EXPIRIES)[number];
  /** As date fields have it: `2027-01-31`. */
  date: string;
  reach: (typeof REACHES_OF_KEY)[number];
  scopes: Scope[];
  allowed_models: string[];
  allowed_addresses: string[];
  /** Null for oneself. */
  user_id: string | null;
}

export const NEW_KEY: KeyValues = {
  name: '',
  description: '',
  expiry: 'never',
  date: '',
  reach: 'everyday',
  scopes: [],
  allowed_models: [],
  allowed_addresses: [],
  user_id: null,
};

const DAY_MS = 86_400_000;

export function valuesOf({ name, description, scopes, allowed_models, allowed_addresses, expires_at }: Key): KeyValues {
  const reach = scopes.length > 1 ? 'chosen' : scopes[0] === '*' ? 'everyday' : scopes[0] === 'inference' ? 'inference' : 'chosen'; // prettier-ignore
  return {
    ...NEW_KEY,
    name,
    description,
    reach,
    scopes: reach === 'chosen' ? scopes : [],
    expiry: expires_at === null ? 'never' : 'date',
    date: expires_at === null ? '' : dayOf(new Date(expires_at)),
    allowed_models: allowed_models ?? [],
    allowed_addresses: allowed_addresses ?? [],
  };
}

export function bodyOf(values: KeyValues): Schemas['CreateApiKeyDto'] {
  return {
    name: values.name,
    description: values.description,
    scopes: scopesOf(values),
    expires_at: endOf(values),
    allowed_models: values.allowed_models.length > 0 ? values.allowed_models : null,
    allowed_addresses: values.allowed_addresses.length > 0 ? values.allowed_addresses : null,
    ...(values.user_id === null ? {} : { user_id: values.user_id }),
  };
}

/** What was left alone is not sent: an end within its day stays, and so do scopes that one could not grant. */
export function changeOf(values: KeyValues, key: Key): Schemas['UpdateApiKeyDto'] {
  const { scopes, expires_at, ...rest } = bodyOf(values);
  const former = valuesOf(key);
  const isSameEnd = former.expiry === values.expiry && former.date === values.date;
  const isSameReach = [...key.scopes].sort().join() === [...(scopes ?? [])].sort().join();
  return {
    ...rest,
    ...(isSameEnd ? {} : { expires_at }),
    ...(isSameReach ? {} : { scopes }),
    version: key.version,
  };
}

function scopesOf({ reach, scopes }: KeyValues): Scope[] {
  if (reach === 'everyday') return ['*'];
  return reach === 'inference' ? ['inference'] : scopes;
}

function endOf({ expiry, date }: KeyValues): string | null {
  if (expiry === 'never') return null;
  // To the end of that day, where the one who chose it is.
  const end = expiry === 'date' ? new Date(`${date}T23:59:59`) : new Date(Date.now() + Number(expiry) * DAY_MS);
  return end.toISOString();
}

export function dayOf(date: Date): string {
  const part = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}
