import type { Scope } from '../kernel/scope.js';
import { expandScopes } from '../kernel/scope.js';
import { microsecondsOf, NEVER, type SortedBy, type SortedPlace } from '../http/sorted-page.js';
import type { ApiKey } from './api-key.entity.js';

/** What a list of keys can be ordered by. */
export const KEY_ORDERS = ['created_at', 'name', 'last_used_at'] as const;

export type KeyOrder = (typeof KEY_ORDERS)[number];

export const KEY_STATUSES = ['active', 'paused', 'expired'] as const;

export type KeyStatus = (typeof KEY_STATUSES)[number];

/** Which keys are listed, of those that the caller may see. */
export interface KeyFilter {
  search: string | null;
  status: KeyStatus | null;
  userId: string | null;
  /** Keys that may do so, be it by `*`. */
  scope: Scope | null;
}

/** A list of keys as somebody asks for it. */
export interface KeyListRequest extends KeyFilter {
  limit: number;
  sort: string;
  order: KeyOrder;
  isDescending: boolean;
  after: SortedPlace | null;
  /** Of which tenant, or of all, instead of the caller's. */
  reach: { tenantId: string } | 'all' | null;
}

/** How an order is written in SQL, where keys are `k`: what is compared, its type, and how a cursor spells it. */
export const ORDERED_BY: Readonly<Record<KeyOrder, { sql: string; type: string; text: string; sortedBy: SortedBy }>> = {
  created_at: { sql: 'k.created_at', type: 'timestamptz', text: microsecondsOf('k.created_at'), sortedBy: 'time' },
  name: { sql: 'lower(k.name)', type: 'text', text: 'lower(k.name)', sortedBy: 'text' },
  last_used_at: {
    sql: `coalesce(k.last_used_at, '${NEVER}'::timestamptz)`,
    type: 'timestamptz',
    text: `coalesce(${microsecondsOf('k.last_used_at')}, '${NEVER}')`,
    sortedBy: 'time',
  },
};

/** A key that has ended is no longer paused. */
export function statusOf({ expiresAt, paused }: Pick<ApiKey, 'expiresAt' | 'paused'>): KeyStatus {
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return 'expired';
  return paused ? 'paused' : 'active';
}

/** Trigrams are made of letters and digits: what has not three in a row has none to look for. */
const HAS_TRIGRAM = /[\p{L}\p{N}]{3}/u;

/** Whether an index finds the keys, so that there is no need to walk along the order and look at each. */
export function isIndexed({ search, status, scope }: KeyFilter, hasTrigrams: boolean): boolean {
  const isSearchIndexed = search === null || (hasTrigrams && HAS_TRIGRAM.test(search));
  return isSearchIndexed && scope === null && (status === null || (status === 'paused' && search === null));
}

/** The scopes as stored that allow one. */
export function scopesAllowing(scope: Scope): Scope[] {
  if (scope === '*') return ['*'];
  return expandScopes(['*']).has(scope) ? [scope, '*'] : [scope];
}
