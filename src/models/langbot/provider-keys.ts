import { BadInputError } from '../../kernel/app-error.js';
import { looksMasked, maskSecret } from '../../kernel/secret-mask.js';
import { readCredential } from '../../providers/credential-spec.js';
import type { Factory } from '../../providers/factory.js';
import type { CredentialValues } from '../credential-vault.js';

export interface KeyGroup {
  name: string;
  keys: readonly string[];
}

/**
 * A provider's keys as a client of LangBot's surface wrote them. LangBot's server and its own console know a plain list;
 * its guide and its published description know named groups. Only the first key is ever used, as in LangBot.
 */
export interface ProviderKeys {
  /** Plain lists are one group. */
  shape: 'list' | 'groups';
  groups: readonly KeyGroup[];
}

/** The field of the sealed credential that holds all keys, beside the fields that the factory itself has. */
const ALL_KEYS = 'api_keys';

const ONLY_GROUP = 'default';

export function listOfKeys(keys: readonly string[]): ProviderKeys {
  return { shape: 'list', groups: [{ name: ONLY_GROUP, keys }] };
}

export function keysIn({ groups }: ProviderKeys): string[] {
  return groups.flatMap(({ keys }) => keys);
}

export function areSameKeys(one: ProviderKeys, other: ProviderKeys): boolean {
  return JSON.stringify(keysIn(one)) === JSON.stringify(keysIn(other));
}

/** As they are shown. */
export function maskKeys({ shape, groups }: ProviderKeys): ProviderKeys {
  return { shape, groups: groups.map(({ name, keys }) => ({ name, keys: keys.map(maskKey) })) };
}

/** A credential of several fields travels as JSON, whose first characters say nothing. */
function maskKey(key: string): string {
  return key.startsWith('{') ? '***' : maskSecret(key);
}

export interface RestoredKeys {
  keys: ProviderKeys;
  /** Some stood for what is stored. */
  hasMask: boolean;
}

/**
 * Puts stored keys in the places of their masks: consoles read a record and send it back whole.
 * @returns null when a mask is none of those that we would draw
 */
export function restoreKeys(given: ProviderKeys, stored: ProviderKeys): RestoredKeys | null {
  const known = keysIn(stored);
  let place = -1;
  let hasMask = false;
  let isForeign = false;
  const restore = (key: string): string => {
    place += 1;
    const same = known[place];
    const meant = same !== undefined && maskKey(same) === key ? same : known.find((each) => maskKey(each) === key);
    if (meant !== undefined) hasMask = true;
    else if (looksMasked(key)) isForeign = true;
    return meant ?? key;
  };
  const groups = given.groups.map(({ name, keys }) => ({ name, keys: [...new Set(keys.map(restore))] }));
  return isForeign ? null : { keys: { shape: given.shape, groups }, hasMask };
}

/** @throws BadInputError when a key is a mask and nothing is stored that it could stand for */
export function demandUnmasked(keys: ProviderKeys): ProviderKeys {
  const restored = restoreKeys(keys, listOfKeys([]));
  if (!restored) throw badKeys('api_keys holds the mask of a key that is not stored here');
  return restored.keys;
}

/** The keys in a sealed credential; those that came, or were changed since, through other doors have one. */
export function readKeys(factory: Factory | undefined, values: CredentialValues): ProviderKeys {
  const { [ALL_KEYS]: all, ...fields } = values;
  const key = keyOf(factory, fields);
  const written = all === undefined ? null : (JSON.parse(all) as ProviderKeys);
  const first = written ? keysIn(written)[0] : undefined;
  if (written && (first === key || first?.startsWith('{'))) return written;
  return { shape: 'groups', groups: [{ name: ONLY_GROUP, keys: key === undefined ? [] : [key] }] };
}

/** A credential as one key. */
function keyOf(factory: Factory | undefined, fields: CredentialValues): string | undefined {
  const field = factory && keyField(factory);
  if (field) return fields[field];
  return Object.keys(fields).length > 0 ? JSON.stringify(fields) : undefined;
}

/** The fields of a credential without what only this surface keeps. */
export function callValues({ [ALL_KEYS]: _all, ...values }: CredentialValues): CredentialValues {
  return values;
}

/**
 * The credential to be sealed: the factory's own fields from the first key, and all keys.
 * @param previous fields that stay, such as an API version
 * @throws BadInputError when the factory needs several fields and the key is not JSON that has them
 */
export function sealableValues(
  factory: Factory,
  keys: ProviderKeys,
  previous: CredentialValues = {},
): CredentialValues {
  const all = { [ALL_KEYS]: JSON.stringify(keys) };
  const [first] = keysIn(keys);
  if (first === undefined) return all;
  const field = keyField(factory);
  if (!field && !first.startsWith('{')) {
    const names = factory.credentialFields.map(({ name }) => name).join(', ');
    throw badKeys(`api_keys of ${factory.name} must hold a JSON object with: ${names}`);
  }
  const input = first.startsWith('{') ? { api_key: first } : { ...callValues(previous), [field ?? 'api_key']: first };
  const { credential, wrongType, invalid, missing } = readCredential(factory, input, null, { useDefaults: true });
  const wrong = [...invalid.map(({ message }) => message), ...wrongType.map((name) => `${name} must be a string`)];
  if (wrong[0] !== undefined) throw badKeys(`api_keys: ${wrong[0]}`);
  if (missing.length > 0) throw badKeys(`api_keys of ${factory.name} must hold ${missing.join(', ')}`);
  return { ...credential, ...all };
}

/** The field that a plain key fills; null where a factory wants several secrets. */
function keyField({ credentialFields }: Factory): string | null {
  const secrets = credentialFields.filter(({ secret }) => secret);
  const field = secrets.find(({ name }) => name === 'api_key') ?? (secrets.length === 1 ? secrets[0] : undefined);
  return field?.name ?? null;
}

function badKeys(message: string): BadInputError {
  return BadInputError.inField(ALL_KEYS, 'api_keys', message);
}
