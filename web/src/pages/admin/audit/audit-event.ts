import type { Schemas } from '../../../api/client.js';

export type AuditEvent = Schemas['AuditEventDto'];

const LONG_ID = /^[0-9a-f-]{32,36}$/;
const SHOWN = 13;

/** By name where there still is one. */
export function actorOf({ actor }: AuditEvent): string {
  return actor.name ?? actor.user_email ?? actor.id ?? '';
}

/** An id is known by its beginning; the whole one stands in the details. */
export function targetOf({ target }: AuditEvent): string {
  return target.name ?? shortOf(target.id ?? '');
}

function shortOf(id: string): string {
  return LONG_ID.test(id) ? `${id.slice(0, SHOWN)}…` : id;
}
