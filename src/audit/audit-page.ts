import type { SortedPlace } from '../http/sorted-page.js';

/** Which events. */
export interface AuditFilter {
  /** Null for those of all tenants, and of none. */
  tenantId: string | null;
  /** `user:<id>`, `key:<id>` or `system`. */
  actor: string | null;
  action: string | null;
  targetKind: string | null;
  /** Together with its kind. */
  targetId: string | null;
  since: Date | null;
  until: Date | null;
}

export interface AuditPage extends AuditFilter {
  limit: number;
  after: SortedPlace | null;
}
