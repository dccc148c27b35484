import type { Schemas } from '../api/client.js';

export type Me = Schemas['MeDto'];

/** What a page needs of whoever opens it; the server decides all the same. */
export type Need = 'user' | 'tenant-manager' | 'instance-admin';

const MANAGERS: readonly Me['role'][] = ['owner', 'admin'];

export function may(me: Me, need: Need): boolean {
  if (need === 'instance-admin') return me.is_instance_admin;
  if (need === 'tenant-manager') return me.is_instance_admin || MANAGERS.includes(me.role);
  return true;
}
