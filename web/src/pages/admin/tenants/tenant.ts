import type { QueryKey } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.js';
import { may, type Me } from '../../../shell/access.js';

export type Role = Schemas['TenantDto']['role'];

/** The mightiest first. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const satisfies readonly Role[];

/** One that is opened, and what one is in it; administrators are owners everywhere. */
export interface OpenTenant {
  id: string;
  name: string;
  role: Role;
}

/** Whatever shows tenants or their members. */
export const TENANT_LISTS: readonly QueryKey[] = [['my-tenants'], ['tenants'], ['members']];

export function roleIn(me: Me, role: Role): Role {
  return may(me, 'instance-admin') ? 'owner' : role;
}

/** Owners manage everybody, admins everybody but owners. */
export function mayManage(mine: Role, other: Role): boolean {
  return mine === 'owner' || (mine === 'admin' && other !== 'owner');
}
