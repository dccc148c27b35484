import type { Principal } from '../kernel/principal.js';
import { expandScopes, PRIVILEGED_SCOPES, type Scope } from '../kernel/scope.js';
import { ForbiddenError } from '../kernel/app-error.js';
import type { ApiKey } from './api-key.entity.js';
import type { ApiKeySnapshot } from './api-key-snapshots.js';
import { ScopeNotYoursError } from './api-key.errors.js';

/** What bounds a key besides its scopes. */
export type KeyBounds = Pick<ApiKey, 'scopes' | 'allowedModels' | 'allowedAddresses' | 'expiresAt'>;

/**
 * Nobody hands out more than they have. A user may always grant `*`, since a key is cut down to what its user may do at
 * each use; a key grants only what it has itself, and never a say over keys or the instance.
 * @throws ForbiddenError
 */
export function assertMayGrant(caller: Principal, parent: ApiKeySnapshot | undefined, bounds: KeyBounds): void {
  for (const scope of bounds.scopes) {
    if (!(parent ? keyMayGrant(caller, scope) : userMayGrant(caller, scope))) throw new ScopeNotYoursError(scope);
  }
  if (parent) assertWithin(parent, bounds);
}

function userMayGrant(caller: Principal, scope: Scope): boolean {
  if (scope === '*') return true;
  return scope === 'admin' ? caller.isInstanceAdmin : caller.isInstanceAdmin || caller.scopes.has(scope);
}

function keyMayGrant(caller: Principal, scope: Scope): boolean {
  const wanted = [...expandScopes([scope])];
  return wanted.every((one) => caller.scopes.has(one) && !PRIVILEGED_SCOPES.includes(one));
}

function assertWithin(parent: ApiKeySnapshot, bounds: KeyBounds): void {
  if (!isWithin(parent.allowedModels, bounds.allowedModels))
    throw new ForbiddenError('allowed_models exceeds your own');
  if (!isWithin(parent.allowedAddresses, bounds.allowedAddresses)) {
    throw new ForbiddenError('allowed_addresses exceeds your own');
  }
  if (parent.expiresAt && (!bounds.expiresAt || bounds.expiresAt > parent.expiresAt)) {
    throw new ForbiddenError('expires_at exceeds your own');
  }
}

function isWithin(mine: readonly string[] | null, wanted: readonly string[] | null): boolean {
  return mine === null || (wanted !== null && wanted.every((item) => mine.includes(item)));
}
