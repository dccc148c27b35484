import { oneOf, textOf } from '../../shell/address.js';

export const STATUSES = ['active', 'paused', 'expired'] as const;
export const SORTS = ['created_at', '-created_at', 'name', '-name', 'last_used_at', '-last_used_at'] as const;
/** Whose keys: one's own, those of the tenant, those of every tenant. */
export const REACHES = ['mine', 'tenant', 'all'] as const;
export const SCOPES = [
  'inference',
  'models:read',
  'models:write',
  'resources:read',
  'resources:write',
  'usage:read',
  'keys:read',
  'keys:write',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number] | '*';

/** What the list of keys shows, kept in the address: it can be sent to somebody, and going back works. */
export interface KeysSearch {
  search?: string | undefined;
  sort?: (typeof SORTS)[number] | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  scope?: (typeof SCOPES)[number] | undefined;
  whose?: (typeof REACHES)[number] | undefined;
  /** The id of one user. */
  user?: string | undefined;
}

export function keysSearch({ search, sort, status, scope, whose, user }: Record<string, unknown>): KeysSearch {
  return {
    search: textOf(search),
    sort: oneOf(SORTS, sort),
    status: oneOf(STATUSES, status),
    scope: oneOf(SCOPES, scope),
    whose: oneOf(REACHES, whose),
    user: textOf(user),
  };
}
