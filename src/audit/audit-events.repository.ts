import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import type { Placed } from '../http/sorted-page.js';
import { readByTime } from '../http/time-ordered-page.js';
import { AuditEvent } from './audit-event.entity.js';
import type { AuditFilter, AuditPage } from './audit-page.js';

/** What was written down, the newest first. */
@Injectable()
export class AuditEventsRepository {
  /** @param mac vouches for the event until it is sealed */
  async insert(tx: Tx, event: AuditEvent, mac: string): Promise<void> {
    const { id, at, tenantId, actor, action, subject, details } = event;
    await tx.query(
      `WITH event AS (
         INSERT INTO audit_events (id, at, tenant_id, actor, action, subject, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
       )
       INSERT INTO audit_unsealed (event_id, at, mac) VALUES ($1, $2, decode($8, 'hex'))`,
      [id, at.toISOString(), tenantId, actor, action, subject, JSON.stringify(details), mac],
    );
  }

  /** One more than the limit comes back when there are more. */
  listPage(tx: Tx, { limit, after, ...filter }: AuditPage): Promise<Placed<AuditEvent>[]> {
    const query = tx.createQueryBuilder(AuditEvent, 'e');
    for (const [condition, value] of conditionsOf(filter)) query.andWhere(condition, value);
    const order = { time: 'e.at', id: 'e.id', idAfter: 'CAST(:id AS uuid)', isDescending: true };
    return readByTime(query, { ...order, limit, after });
  }
}

function conditionsOf(filter: AuditFilter): [string, Record<string, unknown>][] {
  const { tenantId, actor, action, targetKind, targetId, since, until } = filter;
  const subject = targetId === null ? null : `${targetKind}:${targetId}`;
  const kind = subject === null ? targetKind : null;
  const all: [string, Record<string, unknown>][] = [
    ['e.tenant_id = :tenantId', { tenantId }],
    ['e.actor = :actor', { actor }],
    ['e.action = :action', { action }],
    ['e.subject = :subject', { subject }],
    [`split_part(e.subject, ':', 1) = :kind`, { kind }],
    ['e.at >= :since', { since }],
    ['e.at < :until', { until }],
  ];
  return all.filter(([, values]) => Object.values(values)[0] !== null);
}
