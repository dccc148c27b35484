import { BadInputError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import type { Role } from '../kernel/role.js';
import { inPlace } from './failure-in-place.js';
import type { DesiredTenant } from './desired-configuration.js';

/** A tenant that the caller can see. */
export interface KnownTenant {
  id: string;
  name: string;
  /** Null for a tenant that the caller looks after without being a member. */
  role: Role | null;
  /** Whether what it has may be changed. */
  isManaged: boolean;
}

/** Whom the caller may look after. */
export interface TenantReach {
  known: readonly KnownTenant[];
  /** Whether tenants that there are not are made. */
  canCreate: boolean;
}

/** A tenant of a configuration, found or to be made. */
export interface PlacedTenant {
  /** Dotted. */
  path: string;
  /** Null: to be made. */
  id: string | null;
  name: string;
  /** The caller's; null for one that the caller looks after without being a member, or is about to make. */
  role: Role | null;
}

/**
 * Finds the tenants that a configuration names.
 * @throws NotFoundError for a tenant that there is not, or none of the caller's business
 * @throws ForbiddenError for one that the caller may see and no more
 * @throws BadInputError for names that several have, and for a tenant that is named twice
 */
export function placeTenants(desired: readonly DesiredTenant[], reach: TenantReach): PlacedTenant[] {
  const places = desired.map((tenant, index) => {
    const path = `tenants.${index}`;
    try {
      return { path, ...place(tenant, reach) };
    } catch (error) {
      throw inPlace(path, error);
    }
  });
  for (const [index, { path, id, name }] of places.entries()) {
    const first = places.findIndex((other) =>
      id === null ? other.id === null && other.name === name : other.id === id,
    );
    if (first !== index)
      throw inPlace(path, BadInputError.inField('', 'distinct', `is the same tenant as tenants[${first}]`));
  }
  return places;
}

function place({ id, name }: DesiredTenant, { known, canCreate }: TenantReach): Omit<PlacedTenant, 'path'> {
  if (id === null && name === null) throw BadInputError.inField('name', 'required', 'name or id is required');
  if (id !== null && name !== null) throw BadInputError.inField('id', 'exclusive', 'name and id exclude each other');
  const found = known.filter((tenant) => (id === null ? tenant.name === name : tenant.id === id));
  const managed = found.filter(({ isManaged }) => isManaged);
  if (managed.length > 1) {
    throw BadInputError.inField('name', 'ambiguous', `Several tenants are called '${name}'; give the id instead`);
  }
  const [tenant] = managed;
  if (tenant) return { id: tenant.id, name: tenant.name, role: tenant.role };
  const [seen] = found;
  if (seen) throw new ForbiddenError(`Role ${seen.role ?? 'none'} lacks the scope models:write`);
  if (!canCreate || name === null) throw new NotFoundError(`Tenant '${id ?? name}' not found`);
  return { id: null, name, role: null };
}
