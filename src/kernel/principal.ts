import type { Role } from './role.js';
import type { ConcreteScope } from './scope.js';

/** Who is asking, on whose behalf, and what they may do. Everything behind the guard sees only this. */
export interface Principal {
  readonly kind: 'session' | 'api-key';
  readonly userId: string;
  readonly email: string;
  /** The tenant whose data the request acts on. */
  readonly tenantId: string;
  /** The user's role in that tenant; null for an administrator's key in a tenant he is no member of. */
  readonly role: Role | null;
  readonly isInstanceAdmin: boolean;
  readonly scopes: ReadonlySet<ConcreteScope>;
  /** Set for an API key. */
  readonly keyId?: string;
  /** Set for a session. */
  readonly sessionId?: string;
}

/** Whether somebody speaks for the whole instance: an administrator who signed in, or a key of one that may. */
export function actsAsAdministrator({ kind, isInstanceAdmin, scopes }: Principal): boolean {
  return isInstanceAdmin && (kind === 'session' || scopes.has('admin'));
}
