import type { Role } from '../../kernel/role.js';
import type { NewAlias, AliasChange } from '../../models/aliases/aliases.service.js';
import type { CredentialModelChange } from '../../models/credentials/credential-models.service.js';
import type { CredentialChange, NewCredential } from '../../models/credentials/credentials.service.js';
import type { OwnModel } from '../../models/credentials/own-models.js';
import type { DefaultChanges } from '../../models/default-slots.js';
import type { ModelType } from '../../kernel/model-type.js';

export const CHANGE_ACTIONS = ['create', 'update', 'delete'] as const;

export const CHANGE_KINDS = [
  'tenant',
  'member',
  'credential',
  'model',
  'sharing',
  'default',
  'alias',
  'instance_default',
] as const;

/** One field that changes, as text; null: there is none. Secrets are masked. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** One thing that is made, changed or deleted. */
export interface Change {
  action: (typeof CHANGE_ACTIONS)[number];
  kind: (typeof CHANGE_KINDS)[number];
  /** The tenant's name; null for the instance. */
  tenant: string | null;
  name: string;
  fields: FieldChange[];
}

/** A tenant that is there, or one that an earlier step makes, by its place in the configuration. */
export type TenantRef = { id: string } | { place: number };

/** A credential by its id, or, while it is still to be made, by its label. */
export type CredentialRef = { id: string } | { label: string };

/** What a step does; each is one call of the service whose business it is. */
export type Work =
  | { do: 'create-tenant'; name: string; ownerEmail: string }
  | { do: 'add-member'; email: string; role: Role }
  | { do: 'change-member'; userId: string; role: Role }
  | { do: 'remove-member'; userId: string }
  | { do: 'create-credential'; input: NewCredential }
  | { do: 'change-credential'; id: string; change: CredentialChange }
  | { do: 'remove-credential'; id: string }
  | { do: 'add-model'; credential: CredentialRef; model: OwnModel }
  | {
      do: 'change-model';
      credential: CredentialRef;
      model: { name: string; type: ModelType };
      change: CredentialModelChange;
    }
  | { do: 'remove-model'; credential: CredentialRef; modelId: string }
  | { do: 'share-credential'; credential: CredentialRef; recipients: 'all' | readonly TenantRef[] }
  | { do: 'set-defaults'; changes: DefaultChanges }
  | { do: 'create-alias'; alias: NewAlias }
  | { do: 'change-alias'; id: string; change: AliasChange }
  | { do: 'remove-alias'; id: string }
  | { do: 'set-instance-defaults'; changes: DefaultChanges };

/** A piece of the way from what is to what should be. */
export interface Step {
  /** The entry of the configuration that it comes from, dotted. */
  path: string;
  /** Place of the tenant in the configuration; null for the instance. */
  place: number | null;
  /** What is told of it; several where one call does them all, none where another step tells of it. */
  changes: Change[];
  work: Work;
}
