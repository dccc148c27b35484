import type { Role } from '../kernel/role.js';
import type { DefaultIds } from '../models/default-slots.js';
import type { ModelStock } from '../models/inventory/model-inventory.service.js';
import type { PlacedTenant, TenantReach } from './tenant-places.js';

export interface ActualMember {
  userId: string;
  email: string;
  role: Role;
}

/** A tenant that is there, with what was asked about. */
export interface ActualTenant {
  members: readonly ActualMember[];
  stock: ModelStock;
}

/** What there is now of what a configuration names. */
export interface ActualConfiguration {
  /** In the order of the configuration. */
  places: readonly PlacedTenant[];
  /** Likewise; null for those that are to be made. */
  tenants: readonly (ActualTenant | null)[];
  reach: TenantReach;
  /** Names of tenants that something is shared with, as far as the caller may know them. */
  recipientNames: ReadonlyMap<string, string>;
  /** Null where the configuration does not speak of them. */
  instanceDefaults: DefaultIds | null;
}
