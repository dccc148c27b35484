import { registerDecorator } from 'class-validator';
import type { ProviderKeys } from '../../models/langbot/provider-keys.js';
import { listOfKeys } from '../../models/langbot/provider-keys.js';

const MOST_KEYS = 100;
/** A service account's file fits. */
const LONGEST_KEY = 16_384;
const LONGEST_NAME = 255;

type GivenGroup = { name?: string | null; keys?: string | string[] | null };

/** One key, a list of keys, or a list of `{name, keys[]}`; nothing of it may go into a message. */
export function IsProviderKeys(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isProviderKeys',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: {
        validate: (value) => isKey(value) || isListOf(value, isKey) || isListOf(value, isGroup),
        defaultMessage: ({ property } = { property: '' } as never) =>
          `${property} must be a list of strings, or of objects with name and keys`,
      },
    });
}

/** In the services' terms: trimmed, and without empty ones. */
export function readProviderKeys(given: unknown): ProviderKeys {
  if (Array.isArray(given) && given.some((each) => typeof each === 'object')) {
    const groups = (given as GivenGroup[]).map(({ name, keys }) => ({ name: name ?? '', keys: clean(keys) }));
    return { shape: 'groups', groups };
  }
  return listOfKeys(clean(given as string | string[]));
}

function clean(keys: string | readonly string[] | null | undefined): string[] {
  return [keys ?? []]
    .flat()
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_KEY;
}

function isGroup(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { name = null, keys = null } = value as Record<string, unknown>;
  const isNamed = name === null || (typeof name === 'string' && name.length <= LONGEST_NAME);
  return isNamed && (keys === null || isKey(keys) || isListOf(keys, isKey));
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST_KEYS && value.every(isItem);
}
