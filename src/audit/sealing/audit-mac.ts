import { Injectable } from '@nestjs/common';
import { KeyedHash } from '../../crypto/keyed-hash.js';
import { Keyring } from '../../crypto/keyring.js';
import type { AuditEvent } from '../audit-event.entity.js';
import type { ChainState } from './chain-state.js';
import type { Seal } from './seal.js';

/** What vouches for the audit trail: HMACs under the keyring's audit key, which the database does not have. In hex. */
@Injectable()
export class AuditMac {
  private readonly hash: KeyedHash;

  constructor(keyring: Keyring) {
    this.hash = new KeyedHash(keyring.key('audit'));
  }

  ofEvent({ id, tenantId, at, actor, action, subject, details }: AuditEvent): string {
    return this.of('event', [id, tenantId, at, actor, action, subject, details]);
  }

  /** @param previous the chain's value at the seal before */
  ofSeal(previous: string, { number, sealedAt, eventId, eventAt, mac }: Omit<Seal, 'chain'>): string {
    return this.of('seal', [previous, number, sealedAt, eventId, eventAt, mac]);
  }

  ofChain({ head, sealedAt, base, droppedBefore, beganAt, adopted, isAdopting }: ChainState): string {
    return this.of('chain', [head, sealedAt, base, droppedBefore, beganAt, adopted, isAdopting]);
  }

  private of(kind: string, parts: readonly unknown[]): string {
    return this.hash.of(JSON.stringify([kind, ...parts], inOrder), 'hex');
  }
}

/** Postgres keeps the members of an object in an order of its own. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
