import { looksMasked, maskSecret } from '../kernel/secret-mask.js';
import { badField } from '../kernel/app-error.js';
import type { McpMode } from './mcp-server.entity.js';

/** How a server is reached: LangBot's `extra_args`, checked. */
export interface ServerArguments {
  /** Of mode stdio. */
  command?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Of the other modes. */
  url?: string;
  headers?: Readonly<Record<string, string>>;
  /** Seconds that a call of a tool may take. */
  timeout?: number;
  /** Seconds; kept for LangBot's clients, and not acted on. */
  ssereadtimeout?: number;
}

const MOST_CHARACTERS = 64 * 1024;
const LONGEST_URL = 2048;
const MOST_ENTRIES = 64;
const LONGEST_VALUE = 8192;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
/** Visible ASCII, blanks and tabs: what undici sends as it is. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Whoever sets these speaks another protocol than the transport does. */
const OWN_HEADERS =
  /^(host|content-length|content-type|accept|accept-encoding|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|mcp-.*|last-event-id)$/i;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const SECRET_PARAMETER = /([?&][^=&#]*(?:key|token|secret|passw|auth|sig)[^=&#]*=)([^&#]+)/gi;

/**
 * What is to be stored of arguments, masks that the client was shown replaced by what they stand for.
 * @param stored what they may be masks of @throws BadInputError naming the field
 */
export function readArguments(
  mode: McpMode,
  given: Readonly<Record<string, unknown>>,
  stored: ServerArguments | null,
): ServerArguments {
  if (JSON.stringify(given).length > MOST_CHARACTERS) throw badField('extra_args', 'max_length', 'is too long');
  const timeout = secondsIn(given, 'timeout', 600);
  if (mode === 'stdio') return { ...commandIn(given, stored), ...timeout };
  const url = urlIn(given, stored);
  const headers = recordIn(given, 'headers', stored?.headers, demandHeader);
  const isElsewhere = stored?.url !== undefined && originOf(stored.url) !== originOf(url);
  if (isElsewhere && (Object.values(objectIn(given, 'headers')).some(isMask) || isMask(given['url'])))
    throw badField('extra_args', 'masked', 'sends secrets to another address; send them anew, not masked');
  return { url, headers, ...timeout, ...secondsIn(given, 'ssereadtimeout', 3600) };
}

/** For display: values of headers and variables masked, and what looks secret in the URL. */
export function maskArguments({ url, headers, env, ...rest }: ServerArguments): Record<string, unknown> {
  return {
    ...rest,
    ...(url !== undefined ? { url: maskUrl(url) } : {}),
    ...(headers ? { headers: maskValues(headers) } : {}),
    ...(env ? { env: maskValues(env) } : {}),
  };
}

/** All secret texts in them, for whoever must not write them down. */
export function secretsIn({ url, headers, env }: ServerArguments): string[] {
  const written = [...(url ?? '').matchAll(SECRET_PARAMETER)].map((match) => match[2] ?? '');
  const inUrl = new Set([...written, ...written.map(decoded)]);
  const values = [...Object.values(headers ?? {}), ...Object.values(env ?? {})];
  const bare = values.map((value) => value.replace(/^(bearer|basic) +/i, ''));
  return [...inUrl, ...values, ...bare].filter((secret) => secret.length > 3);
}

function commandIn(given: Readonly<Record<string, unknown>>, stored: ServerArguments | null): ServerArguments {
  const command = given['command'];
  if (typeof command !== 'string' || command.trim() === '' || command.length > 1024)
    throw badField('extra_args.command', 'required', 'must be the command to run');
  const args = given['args'] ?? [];
  if (!Array.isArray(args) || args.length > MOST_ENTRIES || !args.every(isShortText))
    throw badField('extra_args.args', 'list', `must be a list of at most ${MOST_ENTRIES} texts`);
  const env = recordIn(given, 'env', stored?.env, (path, name) => {
    if (!VARIABLE_NAME.test(name)) throw badField(path, 'pattern', 'is not a name of an environment variable');
  });
  return { command, args, env };
}

function urlIn(given: Readonly<Record<string, unknown>>, stored: ServerArguments | null): string {
  const url = given['url'];
  if (typeof url !== 'string' || url.trim() === '') throw badField('extra_args.url', 'required', 'is required');
  if (url.length > LONGEST_URL) throw badField('extra_args.url', 'max_length', 'is too long');
  if (!isMask(url)) return url.trim();
  if (stored?.url === undefined || maskUrl(stored.url) !== url)
    throw badField('extra_args.url', 'masked', 'is masked; send the secret itself');
  return stored.url;
}

function recordIn(
  given: Readonly<Record<string, unknown>>,
  field: 'headers' | 'env',
  stored: Readonly<Record<string, string>> | undefined,
  demand: (path: string, name: string, value: string) => void,
): Record<string, string> {
  const entries = Object.entries(objectIn(given, field));
  if (entries.length > MOST_ENTRIES)
    throw badField(`extra_args.${field}`, 'max_items', `must hold at most ${MOST_ENTRIES}`);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const path = `extra_args.${field}.${name.slice(0, 128)}`;
      if (!isShortText(value)) throw badField(path, 'string', 'must be a string');
      const kept = stored && Object.hasOwn(stored, name) ? (stored[name] ?? '') : null;
      if (isMask(value) && (kept === null || maskSecret(kept) !== value))
        throw badField(path, 'masked', 'is masked; send the secret itself');
      const plain = isMask(value) ? (kept ?? '') : value;
      demand(path, name, plain);
      return [name, plain];
    }),
  );
}

function demandHeader(path: string, name: string, value: string): void {
  if (!HEADER_NAME.test(name)) throw badField(path, 'pattern', 'is not a name of a header');
  if (OWN_HEADERS.test(name)) throw badField(path, 'reserved', 'is set by the protocol');
  if (!HEADER_VALUE.test(value)) throw badField(path, 'characters', 'contains invalid characters');
}

function objectIn(given: Readonly<Record<string, unknown>>, field: string): Record<string, unknown> {
  const value = given[field] ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw badField(`extra_args.${field}`, 'object', 'must be an object');
  return value as Record<string, unknown>;
}

function secondsIn(
  given: Readonly<Record<string, unknown>>,
  field: 'timeout' | 'ssereadtimeout',
  most: number,
): Pick<ServerArguments, 'timeout' | 'ssereadtimeout'> {
  const value = given[field];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'number' || !(value > 0 && value <= most))
    throw badField(`extra_args.${field}`, 'range', `must be a number of seconds up to ${most}`);
  return { [field]: value };
}

function maskUrl(url: string): string {
  return url.replace(SECRET_PARAMETER, (_, name: string, secret: string) => name + maskSecret(secret));
}

function maskValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === '' ? '' : maskSecret(value)]),
  );
}

function isMask(value: unknown): boolean {
  return typeof value === 'string' && (looksMasked(value) || value.includes('=***'));
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_VALUE && !value.includes('\0');
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** A parameter as servers read it, who may quote it like that. */
function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}
