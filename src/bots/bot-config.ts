import { isDeepStrictEqual } from 'node:util';
import { badField } from '../kernel/app-error.js';
import { looksMasked, maskSecret } from '../kernel/secret-mask.js';
import type { AdapterEntry, AdapterField } from './adapters/adapter-catalog.js';

/** An adapter's configuration, as it was posted. */
export type BotConfig = Readonly<Record<string, unknown>>;

const MOST_CHARACTERS = 64 * 1024;
/** Fields that no schema knows are secret when they are called so. */
const SECRET_NAME = /token|secret|passw|api[-_]?key|aes[-_]?key|admin[-_]?key|credential|authorization/i;

/** The configuration for display: secrets masked, wherever they are. */
export function maskConfig(adapter: AdapterEntry | undefined, config: BotConfig): BotConfig {
  return mapSecrets(adapter, config, (secret) => maskSecret(secret)) as BotConfig;
}

/** All secret texts of a configuration, for whoever must not write them down. */
export function secretsIn(adapter: AdapterEntry | undefined, config: BotConfig): string[] {
  const found: string[] = [];
  mapSecrets(adapter, config, (secret) => {
    if (secret !== '') found.push(secret);
    return secret;
  });
  return found;
}

/**
 * What is to be stored of a configuration that comes back from a client who was shown the stored one masked.
 * @throws BadInputError for a mask of something else, a field of the wrong type, or a configuration beyond bounds
 */
export function readConfig(adapter: AdapterEntry, given: BotConfig, stored: BotConfig | null): BotConfig {
  if (JSON.stringify(given).length > MOST_CHARACTERS) throw badField('config', 'max_length', 'is too long');
  const config = unmask(adapter, given, stored);
  for (const field of adapter.fields) demandType(field, config[field.name]);
  if (stored && keepsSecret(adapter, given) && changesAddress(adapter, config, stored))
    throw badField('config', 'masked', 'sends secrets to another address; send them anew, not masked');
  return config;
}

/** @throws BadInputError naming a field that the adapter can't run without */
export function demandComplete(adapter: AdapterEntry, config: BotConfig): void {
  for (const { name, required } of adapter.fields) {
    const value = config[name];
    if (required && (value === undefined || value === null || value === ''))
      throw badField(`config.${name}`, 'required', `is required to enable a bot of adapter ${adapter.name}`);
  }
}

export const textIn = (config: BotConfig, name: string, fallback = ''): string => {
  const value = config[name];
  return typeof value === 'string' && value !== '' ? value : fallback;
};

export const flagIn = (config: BotConfig, name: string, fallback: boolean): boolean => {
  const value = config[name];
  return typeof value === 'boolean' ? value : fallback;
};

export const numberIn = (config: BotConfig, name: string, fallback: number): number => {
  const value = config[name];
  return typeof value === 'number' ? value : fallback;
};

function unmask(adapter: AdapterEntry, given: BotConfig, stored: BotConfig | null): BotConfig {
  const masked = stored && maskConfig(adapter, stored);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (masked && stored && holdsMask(value) && isDeepStrictEqual(value, masked[name])) return [name, stored[name]];
      if (isSecretName(adapter, name) && holdsMask(value))
        throw badField(`config.${name}`, 'masked', 'is masked; send the secret itself');
      return [name, value];
    }),
  );
}

function keepsSecret(adapter: AdapterEntry, given: BotConfig): boolean {
  return Object.entries(given).some(([name, value]) => isSecretName(adapter, name) && holdsMask(value));
}

/** Only where the secret itself travels there; what it merely signs gives it to nobody. */
function changesAddress(adapter: AdapterEntry, config: BotConfig, stored: BotConfig): boolean {
  if (adapter.name === 'http_bot') return false;
  return adapter.fields.some(({ name, isUrl }) => isUrl && (config[name] ?? '') !== (stored[name] ?? ''));
}

function holdsMask(value: unknown): boolean {
  if (typeof value === 'string') return looksMasked(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMask);
}

function demandType({ name, type, options, range }: AdapterField, value: unknown): void {
  if (value === undefined || value === null) return;
  const path = `config.${name}`;
  if (type === 'boolean' && typeof value !== 'boolean') throw badField(path, 'boolean', 'must be a boolean');
  if (type === 'string' && typeof value !== 'string') throw badField(path, 'string', 'must be a string');
  if (type === 'integer') {
    if (!Number.isSafeInteger(value)) throw badField(path, 'integer', 'must be an integer');
    const [least, most] = range ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    if (Number(value) < least || Number(value) > most)
      throw badField(path, 'range', `must be from ${least} to ${most}`);
  }
  if (options && !options.includes(value as string))
    throw badField(path, 'one_of', `must be one of: ${options.join(', ')}`);
}

function isSecretName(adapter: AdapterEntry | undefined, name: string): boolean {
  const known = adapter?.fields.find((field) => field.name === name);
  return known ? known.isSecret : SECRET_NAME.test(name);
}

function mapSecrets(
  adapter: AdapterEntry | undefined,
  value: unknown,
  change: (secret: string) => string,
  isSecret = false,
): unknown {
  if (typeof value === 'string') return isSecret && value !== '' ? change(value) : value;
  if (Array.isArray(value)) return value.map((each) => mapSecrets(adapter, each, change, isSecret));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      mapSecrets(adapter, each, change, isSecret || isSecretName(adapter, name)),
    ]),
  );
}
