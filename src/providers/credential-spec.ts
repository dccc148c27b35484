import type { ModelType } from '../kernel/model-type.js';
import type { CredentialField, Factory } from './factory.js';

/** What the input says about each field that belongs to the factory (and the type), names in the catalog's order. */
export interface CredentialReading {
  fields: readonly CredentialField[];
  /** Required, and absent, null or empty. */
  missing: readonly string[];
  /** Required, and nothing but blanks. */
  blank: readonly string[];
  /** Given, but not a string. */
  wrongType: readonly string[];
  /** Given, but against the field's pattern; the message never holds a secret. */
  invalid: readonly { name: string; message: string }[];
  /** True when none of the four lists holds anything. */
  complete: boolean;
  /** The usable fields, trimmed; those left out are absent. */
  credential: Readonly<Record<string, string>>;
}

export interface ReadOptions {
  /** Take the catalog's default for a field that is left out (our own surface; RAGFlow's demands every field). */
  useDefaults?: boolean;
}

type Input = Readonly<Record<string, unknown>>;
type State = 'usable' | 'absent' | 'missing' | 'blank' | 'wrongType' | 'invalid';
type Judged = { field: CredentialField; state: State; value: string };

/**
 * Reads a credential from fields that lie flat beside `llm_factory`, or inside `api_key` given as an object or as JSON,
 * or both; a flat field wins. A factory whose fields differ by type wants, when no type is named, those of at least one.
 */
export function readCredential(
  factory: Factory,
  input: Input,
  modelType: ModelType | null,
  options: ReadOptions = {},
): CredentialReading {
  const fields = factory.credentialFields.filter((field) => belongsTo(field, modelType));
  const given = unfold(fields, input);
  const judged = fields.map((field) => judge(field, given[field.name], options.useDefaults ?? false));
  return summarise(modelType === null && oneTypeIsServed(judged) ? judged.filter(isNoGap) : judged, fields);
}

function belongsTo(field: CredentialField, modelType: ModelType | null): boolean {
  return modelType === null || field.types === undefined || field.types.includes(modelType);
}

/** Merges the fields inside `api_key` with the flat ones. `api_key` may itself be one of them (Azure, OpenRouter). */
function unfold(fields: readonly CredentialField[], input: Input): Input {
  const flat = ownFields(fields, input);
  const nested = nestedFields(fields, Object.hasOwn(input, 'api_key') ? input['api_key'] : undefined);
  if (nested === null) return flat;
  const { api_key: _folded, ...others } = flat;
  const given = Object.entries(others).filter(([, value]) => value !== null && value !== '');
  return { ...nested, ...Object.fromEntries(given) };
}

function nestedFields(fields: readonly CredentialField[], apiKey: unknown): Input | null {
  const folded = typeof apiKey === 'string' ? parseObject(apiKey) : apiKey;
  if (typeof folded !== 'object' || folded === null || Array.isArray(folded)) return null;
  const found = ownFields(fields, folded as Input);
  return Object.keys(found).length > 0 ? found : null;
}

function parseObject(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function ownFields(fields: readonly CredentialField[], input: Input): Input {
  return Object.fromEntries(
    fields.filter(({ name }) => Object.hasOwn(input, name)).map(({ name }) => [name, input[name]]),
  );
}

function judge(field: CredentialField, given: unknown, useDefaults: boolean): Judged {
  const isGap = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
  if (isGap && useDefaults && field.default !== null) return { field, state: 'usable', value: field.default };
  if (isGap) return { field, state: gapState(field, given), value: '' };
  if (typeof given !== 'string') return { field, state: 'wrongType', value: '' };
  const value = given.trim();
  return { field, state: matches(field.pattern, value) ? 'usable' : 'invalid', value };
}

function gapState(field: CredentialField, given: unknown): State {
  if (!field.required) return 'absent';
  return typeof given === 'string' && given !== '' ? 'blank' : 'missing';
}

function matches(pattern: string | null, value: string): boolean {
  return pattern === null || new RegExp(`^(?:${pattern})$`, 'u').test(value);
}

function oneTypeIsServed(judged: readonly Judged[]): boolean {
  const types = new Set(judged.flatMap(({ field }) => field.types ?? []));
  return [...types].some((type) =>
    judged.every(({ field, state }) => field.types?.includes(type) !== true || state === 'usable'),
  );
}

function isNoGap({ state }: Judged): boolean {
  return state !== 'missing' && state !== 'blank';
}

function summarise(judged: readonly Judged[], fields: readonly CredentialField[]): CredentialReading {
  const names = (state: State): string[] =>
    judged.filter((each) => each.state === state).map((each) => each.field.name);
  const invalid = judged
    .filter((each) => each.state === 'invalid')
    .map(({ field, value }) => ({ name: field.name, message: invalidMessage(field, value) }));
  return {
    fields,
    missing: names('missing'),
    blank: names('blank'),
    wrongType: names('wrongType'),
    invalid,
    complete: judged.every(({ state }) => state === 'usable' || state === 'absent'),
    credential: Object.fromEntries(
      judged.filter(({ state }) => state === 'usable').map(({ field, value }) => [field.name, value]),
    ),
  };
}

function invalidMessage(field: CredentialField, value: string): string {
  return field.secret ? `Invalid ${field.name}` : `Invalid ${field.name}: ${value}`;
}
