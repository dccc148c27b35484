import type { Setting, SettingType } from './setting.js';

/** A rule that a value breaks, and the words that follow the field's path. */
export interface BrokenRule {
  rule: string;
  says: string;
}

const LONGEST_TEXT = 64 * 1024;
const MOST_ITEMS = 1000;
const MOST_BASES = 32;
const MOST_PROMPTS = 32;
const MOST_FALLBACKS = 8;
const ROLES: readonly unknown[] = ['system', 'user', 'assistant'];

const TEXT: BrokenRule = { rule: 'string', says: 'must be a string' };
const LONG: BrokenRule = { rule: 'max_length', says: 'is too long' };

const CHECKS: Readonly<Record<SettingType, (value: unknown, setting: Setting) => BrokenRule | null>> = {
  integer: (value, setting) =>
    Number.isSafeInteger(value) ? range(value as number, setting) : { rule: 'integer', says: 'must be an integer' },
  float: (value, setting) =>
    Number.isFinite(value) ? range(value as number, setting) : { rule: 'number', says: 'must be a number' },
  boolean: (value) => (typeof value === 'boolean' ? null : { rule: 'boolean', says: 'must be a boolean' }),
  string: text,
  text,
  select: (value, { options = [] }) => {
    const names = options.map(({ name }) => name);
    const says = `must be one of: ${names.join(', ')}`;
    return names.some((name) => name === value) ? null : { rule: 'one_of', says };
  },
  'array[string]': (value) => texts(value, MOST_ITEMS),
  'model-fallback-selector': model,
  'rerank-model-selector': text,
  'knowledge-base-multi-selector': (value) => texts(value, MOST_BASES),
  'prompt-editor': prompts,
};

/** @returns null for a value that is fine; null itself stands for the default */
export function checkSetting(setting: Setting, value: unknown): BrokenRule | null {
  return value === null ? null : CHECKS[setting.type](value, setting);
}

function range(value: number, { min, max }: Setting): BrokenRule | null {
  if (min !== undefined && value < min) return { rule: 'min', says: `must be at least ${min}` };
  if (max !== undefined && value > max) return { rule: 'max', says: `must be at most ${max}` };
  return null;
}

function text(value: unknown): BrokenRule | null {
  if (typeof value !== 'string') return TEXT;
  return value.length > LONGEST_TEXT ? LONG : null;
}

function texts(value: unknown, most: number): BrokenRule | null {
  if (!Array.isArray(value) || value.some((each) => text(each) !== null)) {
    return { rule: 'list', says: 'must be a list of strings' };
  }
  return value.length > most ? { rule: 'max_items', says: `must hold at most ${most}` } : null;
}

function model(value: unknown): BrokenRule | null {
  if (typeof value === 'string') return text(value);
  const { primary, fallbacks } = (value ?? {}) as { primary?: unknown; fallbacks?: unknown };
  const says = 'must be a string, or an object of a string `primary` and a list of strings `fallbacks`';
  if (typeof primary !== 'string') return { rule: 'model', says };
  return fallbacks === undefined || fallbacks === null ? null : texts(fallbacks, MOST_FALLBACKS);
}

function prompts(value: unknown): BrokenRule | null {
  const says = 'must be a list of objects with a `role` (system, user or assistant) and a string `content`';
  if (!Array.isArray(value) || !value.every(isPrompt)) return { rule: 'prompt', says };
  return value.length > MOST_PROMPTS ? { rule: 'max_items', says: `must hold at most ${MOST_PROMPTS}` } : null;
}

function isPrompt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { role, content } = value as { role?: unknown; content?: unknown };
  return ROLES.includes(role) && text(content) === null;
}
