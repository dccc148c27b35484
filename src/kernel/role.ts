import type { ConcreteScope } from './scope.js';

/** What a user is in a tenant, the mightiest first. RAGFlow's `normal` is our member. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

const VIEWER: readonly ConcreteScope[] = ['models:read', 'resources:read', 'usage:read'];
const MEMBER: readonly ConcreteScope[] = [...VIEWER, 'inference', 'resources:write', 'keys:read', 'keys:write'];
const ADMIN: readonly ConcreteScope[] = [...MEMBER, 'models:write'];

/** What each role may do. Whose keys `keys:*` reaches (own, or all of the tenant) is the key service's rule. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly ConcreteScope[]>> = {
  viewer: VIEWER,
  member: MEMBER,
  admin: ADMIN,
  owner: ADMIN,
};

/** Whether a role looks after a tenant: its members and everybody's keys. */
export function managesTenant(role: Role | null): boolean {
  return role === 'owner' || role === 'admin';
}
