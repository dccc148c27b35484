import { dayIn, textOf } from '../../../shell/address.js';

/** Which events are shown, kept in the address. */
export interface AuditSearch {
  /** `user:<id>`, `key:<id>` or `system`. */
  actor?: string | undefined;
  action?: string | undefined;
  kind?: string | undefined;
  /** Of the target, together with its kind. */
  target?: string | undefined;
  tenant?: string | undefined;
  /** First and last day, such as `2027-01-31`, where the one who looks is. */
  since?: string | undefined;
  until?: string | undefined;
}

export function auditSearch({
  actor,
  action,
  kind,
  target,
  tenant,
  since,
  until,
}: Record<string, unknown>): AuditSearch {
  return {
    actor: textOf(actor),
    action: textOf(action),
    kind: textOf(kind),
    target: textOf(target),
    tenant: textOf(tenant),
    since: dayIn(since),
    until: dayIn(until),
  };
}

/** What the server is asked: the last day counts to its end. */
export function auditQuery({ actor, action, kind, target, tenant, since, until }: AuditSearch) {
  return {
    actor,
    action,
    target_kind: kind,
    target_id: kind === undefined ? undefined : target,
    tenant_id: tenant,
    since: since && startOf(since, 0),
    until: until && startOf(until, 1),
  };
}

function startOf(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}
