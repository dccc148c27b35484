import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { microsecondsOf, type Placed } from '../http/sorted-page.js';
import { AuditEvent } from './audit-event.entity.js';
import type { AuditFilter, AuditPage } from './audit-page.js';

/** What was written down, the newest first. */
@Injectable()
export class AuditEventsRepository {
  /** One more than the limit comes back when there are more. */
  async listPage(tx: Tx, { limit, after, ...filter }: AuditPage): Promise<Placed<AuditEvent>[]> {
    const query = tx
      .createQueryBuilder(AuditEvent, 'e')
      .addSelect(microsecondsOf('e.at'), 'place')
      .orderBy('e.at', 'DESC')
      .addOrderBy('e.id', 'DESC')
      .limit(limit + 1);
    for (const [condition, value] of conditionsOf(filter)) query.andWhere(condition, value);
    if (after) query.andWhere('(e.at, e.id) < (CAST(:value AS timestamptz), CAST(:id AS uuid))', after);
    const { raw, entities } = await query.getRawAndEntities<{ place: string }>();
    return entities.map((row, index) => ({ row, place: { value: raw[index]?.place ?? '', id: row.id } }));
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
