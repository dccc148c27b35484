import { NotAdministratorError } from '../api-key/api-key.errors.js';
import { ForbiddenError } from '../kernel/app-error.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant } from '../kernel/role.js';

/** Whose usage is read. */
export interface UsageReach {
  /** Null: of all tenants. */
  tenantId: string | null;
  /** Null: of everybody in there. */
  userId: string | null;
}

/** Whose usage somebody asks for, as they say it. */
export interface WantedReach extends UsageReach {
  isAllTenants: boolean;
}

/**
 * Those who manage a tenant see all that it used, others what they used themselves and through their keys, and
 * administrators what anybody did. A key sees what its user would.
 * @throws NotAdministratorError for another tenant, ForbiddenError for another user
 */
export function reachOf(caller: Principal, { tenantId, userId, isAllTenants }: WantedReach): UsageReach {
  if (actsAsAdministrator(caller)) return { tenantId: isAllTenants ? null : (tenantId ?? caller.tenantId), userId };
  if (isAllTenants) throw new NotAdministratorError(caller, 'all_tenants');
  if (tenantId !== null && tenantId !== caller.tenantId) throw new NotAdministratorError(caller, 'tenant_id');
  if (managesTenant(caller.role) || caller.role === null) return { tenantId: caller.tenantId, userId };
  if (userId !== null && userId !== caller.userId) throw new ForbiddenError('user_id is not you');
  return { tenantId: caller.tenantId, userId: caller.userId };
}
