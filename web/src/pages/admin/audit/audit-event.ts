import type { Schemas } from '../../../api/client.js';

export type AuditEvent = Schemas['AuditEventDto'];

/** By name where there still is one. */
export function actorOf({ actor }: AuditEvent): string {
  return actor.name ?? actor.user_email ?? actor.id ?? '';
}

export function targetOf({ target }: AuditEvent): string {
  return target.name ?? target.id ?? '';
}
