import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import { newUuid } from '../kernel/ids.js';
import type { Tx } from '../database/transactions.js';
import { cutSortedPage, type SortedPage } from '../http/sorted-page.js';
import type { AuditEvent } from './audit-event.entity.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import type { AuditPage } from './audit-page.js';
import { AuditMac } from './sealing/audit-mac.js';

/** The newest first; cursors say so. */
export const AUDIT_ORDER = '-at';

/** Who acts: a principal, a user who is only just signing in, or the service itself. */
export type Actor = Principal | { userId: string } | 'system';

export interface AuditRecord {
  actor: Actor;
  /** Past tense: `api-key.issued`. */
  action: string;
  /** `api-key:<id>`. */
  subject: string;
  /** Null for what concerns the whole instance. */
  tenantId: string | null;
  /** Ids, names and numbers only; never a secret. */
  details?: Record<string, unknown>;
}

/** Writes down who changed what, in the transaction of the change; sealed a second later. */
@Injectable()
export class AuditService {
  constructor(
    private readonly events: AuditEventsRepository,
    private readonly mac: AuditMac,
  ) {}

  async record(tx: Tx, { actor, action, subject, tenantId, details = {} }: AuditRecord): Promise<void> {
    const event = { id: newUuid(), at: new Date(), actor: nameOf(actor), action, subject, tenantId, details };
    await this.events.insert(tx, event, this.mac.ofEvent(event));
  }

  /** Who may read that is for the caller to ask. */
  async list(tx: Tx, page: AuditPage): Promise<SortedPage<AuditEvent>> {
    return cutSortedPage(await this.events.listPage(tx, page), page.limit, AUDIT_ORDER);
  }

  /** Whether something of that kind was recorded in the last 90 days. */
  async hasRecent(tx: Tx, tenantId: string, action: string, details: Record<string, unknown>): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      `SELECT 1 FROM audit_events
       WHERE tenant_id = $1 AND at > now() - interval '90 days' AND action = $2 AND details @> $3 LIMIT 1`,
      [tenantId, action, JSON.stringify(details)],
    );
    return found.length > 0;
  }
}

function nameOf(actor: Actor): string {
  if (actor === 'system') return actor;
  return 'keyId' in actor && actor.keyId !== undefined ? `key:${actor.keyId}` : `user:${actor.userId}`;
}
