import type { Scope } from '../../kernel/scope.js';

/** What there can be to say of a key. */
export const FINDING_KINDS = [
  'never_used',
  'unused',
  'unused_scope',
  'wide_scope',
  'unused_models',
  'no_expiry',
  'no_limit',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that is worth a look. */
export interface Finding {
  kind: FindingKind;
  message: string;
  /** Since when it is so; null where that is not known. */
  since: Date | null;
  details: Record<string, unknown>;
}

/** A key, as far as it is judged. */
export interface JudgedKey {
  scopes: readonly Scope[];
  allowedModels: readonly string[] | null;
  expiresAt: Date | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** Of the key, or of its tenant. */
  isLimited: boolean;
}

/** What a key called in the time that is looked at. */
export interface CalledModels {
  /** `name@Factory`. */
  models: readonly string[];
  /** Of the day of the last call. */
  lastDay: Date;
}

export interface JudgedTime {
  now: Date;
  /** Not used in so many days: unused. */
  unusedDays: number;
  /** Calls are looked at as far back as that. */
  usageDays: number;
}

const DAY = 86_400_000;

/** Judges one key. @param called null for no call of a model in that time */
export function findingsOf(key: JudgedKey, called: CalledModels | null, time: JudgedTime): Finding[] {
  return [
    ...lackOfUse(key, time),
    ...unusedRights(key, called, time),
    ...unusedModels(key, called, time),
    ...(key.expiresAt === null ? [finding('no_expiry', 'It never expires', key.createdAt)] : []),
    ...(key.isLimited ? [] : [finding('no_limit', 'Neither it nor its tenant has a limit', null)]),
  ];
}

function lackOfUse({ createdAt, lastUsedAt }: JudgedKey, { now, unusedDays }: JudgedTime): Finding[] {
  if (!isBefore(lastUsedAt ?? createdAt, now, unusedDays)) return [];
  return lastUsedAt === null
    ? [finding('never_used', 'It was never used', createdAt)]
    : [finding('unused', `It was not used for ${unusedDays} days`, lastUsedAt)];
}

/** Only calls of models are written down: what else a key was used for is not known, but that it was. */
function unusedRights(key: JudgedKey, called: CalledModels | null, { now, usageDays }: JudgedTime): Finding[] {
  const { scopes, createdAt, lastUsedAt } = key;
  if (lastUsedAt === null || isBefore(lastUsedAt, now, usageDays)) return [];
  if (called === null) {
    if (!scopes.includes('inference') || !isBefore(createdAt, now, usageDays)) return [];
    const details = { scopes: ['inference'] };
    return [finding('unused_scope', `It is used, but called no model for ${usageDays} days`, null, details)];
  }
  const isAllThatItDid = lastUsedAt.getTime() < called.lastDay.getTime() + DAY;
  const isWide = scopes.some((scope) => scope !== 'inference');
  if (!isWide || !isAllThatItDid) return [];
  const details = { scopes: [...scopes], enough: ['inference'] };
  return [finding('wide_scope', 'It seems to be used for calling models alone: inference would do', null, details)];
}

function unusedModels(
  { allowedModels, createdAt }: JudgedKey,
  called: CalledModels | null,
  time: JudgedTime,
): Finding[] {
  if (allowedModels === null || called === null || !isBefore(createdAt, time.now, time.unusedDays)) return [];
  const unused = allowedModels.filter((allowed) => !called.models.some((model) => isNamed(model, allowed)));
  if (unused.length === 0) return [];
  const message = `It called ${allowedModels.length - unused.length} of the ${allowedModels.length} models that it may`;
  return [finding('unused_models', message, null, { models: unused })];
}

/** Keys allow models by name, or by name and factory. */
function isNamed(model: string, allowed: string): boolean {
  return model === allowed || model.slice(0, model.lastIndexOf('@')) === allowed;
}

function isBefore(time: Date, now: Date, days: number): boolean {
  return time.getTime() < now.getTime() - days * DAY;
}

function finding(kind: FindingKind, message: string, since: Date | null, details: Finding['details'] = {}): Finding {
  return { kind, message, since, details };
}
