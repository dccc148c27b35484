import type { Principal } from '../kernel/principal.js';
import { ROLE_SCOPES } from '../kernel/role.js';
import type { PlacedTenant } from './tenant-places.js';

/** The caller as they act in a tenant that was found to be theirs to change. */
export function principalIn(caller: Principal, tenant: PlacedTenant | undefined): Principal {
  if (!tenant || tenant.id === null) throw new Error(`Tenant ${tenant?.name ?? ''} is not there yet`);
  const { id: tenantId, role } = tenant;
  if (caller.kind === 'api-key') return caller;
  return { ...caller, tenantId, role, scopes: new Set(ROLE_SCOPES[role ?? 'owner']) };
}
