import type { Role } from '../kernel/role.js';
import type { NewAlias } from '../models/aliases/aliases.service.js';
import type { CallTimeouts } from '../models/call-timeouts.js';
import type { OwnModel } from '../models/credentials/own-models.js';
import type { DefaultChanges } from '../models/default-slots.js';

/** A model that a credential is to open; what is absent stays as it is. */
export interface DesiredModel extends OwnModel {
  isEnabled?: boolean;
  /** Null: the gateway's own. */
  timeouts?: CallTimeouts | null;
}

/** A provider that a tenant is to have connected; what is absent stays as it is. */
export interface DesiredCredential {
  /** Without blanks around it; known by it within the tenant. */
  label: string;
  factory: string;
  baseUrl?: string;
  credential?: Readonly<Record<string, unknown>>;
  models?: readonly DesiredModel[];
  /** Names or ids of tenants. */
  sharedWith?: 'all' | readonly string[];
}

export interface DesiredMember {
  email: string;
  role: Role;
}

/** A tenant as it is to be; sections that are absent stay as they are. */
export interface DesiredTenant {
  /** Either it or the name is given. */
  id: string | null;
  name: string | null;
  members?: readonly DesiredMember[];
  credentials?: readonly DesiredCredential[];
  defaults?: DefaultChanges;
  aliases?: readonly NewAlias[];
}

export interface DesiredConfiguration {
  tenants: readonly DesiredTenant[];
  /** Absent: stay as they are. */
  instanceDefaults?: DefaultChanges;
}

export interface ApplyOptions {
  /** Everything is worked out and tried, and nothing stays. */
  isDryRun: boolean;
  /** The digest of the plan that is meant; null for whatever it is now. */
  expect: string | null;
  /** In sections that are given, what is not listed goes. */
  prune: boolean;
  /** Ask providers about new or changed credentials. */
  verify: boolean;
}
