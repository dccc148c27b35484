import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { AuditEvent } from '../audit-event.entity.js';
import type { Seal } from '../sealing/seal.js';
import type { Ticket } from '../sealing/audit-seals.repository.js';

/** Something that vouches for an event, and the event, unless it is gone. */
export type Vouched<T> = T & { event: AuditEvent | null };

/** A place in the order of events. */
export interface EventPlace {
  at: Date;
  id: string;
}

type EventRow = AuditEvent | Record<keyof AuditEvent, null>;
type SealRow = EventRow &
  Record<'number' | 'event_id' | 'mac' | 'chain', string> &
  Record<'sealed_at' | 'event_at', Date>;
type TicketRow = EventRow & { ticket_at: Date; event_id: string; mac: string | null };

const EVENT = `e.id, e.tenant_id AS "tenantId", e.at, e.actor, e.action, e.subject, e.details`;

/** A limit in each look-up: the planner would rather read whole tables for a page, unaware how few partitions it meets. */
const eventOfPage = (id: string, at: string) =>
  `LEFT JOIN LATERAL (SELECT * FROM audit_events e WHERE e.id = ${id} AND e.at = ${at} LIMIT 1) AS e ON true`;

/** The audit trail in pages, beside what vouches for it. Each page is one statement, which sees all at one moment. */
@Injectable()
export class AuditEvidenceRepository {
  /** Those after a place, in the order of their numbers. */
  async listSeals(tx: Tx, after: Pick<Seal, 'number' | 'sealedAt'>, most: number): Promise<Vouched<Seal>[]> {
    const rows = await tx.query<SealRow[]>(
      `SELECT s.number, s.sealed_at, s.event_id, s.event_at, encode(s.mac, 'hex') AS mac,
         encode(s.chain, 'hex') AS chain, ${EVENT}
       FROM (SELECT * FROM audit_seals WHERE (number, sealed_at) > ($1, $2) ORDER BY number, sealed_at LIMIT $3) AS s
       ${eventOfPage('s.event_id', 's.event_at')}
       ORDER BY s.number, s.sealed_at`,
      [after.number, after.sealedAt.toISOString(), most],
    );
    return rows.map((row) => ({
      ...{ number: Number(row.number), sealedAt: row.sealed_at, eventId: row.event_id, eventAt: row.event_at },
      ...{ mac: row.mac, chain: row.chain, event: eventOf(row) },
    }));
  }

  async listTickets(tx: Tx, after: EventPlace, most: number): Promise<Vouched<Ticket>[]> {
    const rows = await tx.query<TicketRow[]>(
      `SELECT t.at AS ticket_at, t.event_id, encode(t.mac, 'hex') AS mac, ${EVENT}
       FROM (SELECT * FROM audit_unsealed WHERE (at, event_id) > ($1, $2) ORDER BY at, event_id LIMIT $3) AS t
       ${eventOfPage('t.event_id', 't.at')}
       ORDER BY t.at, t.event_id`,
      [after.at.toISOString(), after.id, most],
    );
    return rows.map((row) => ({ at: row.ticket_at, eventId: row.event_id, mac: row.mac, event: eventOf(row) }));
  }

  /** Events after a place, and whether anything vouches for them; the chain has no seal before the first. */
  listEvents(tx: Tx, after: EventPlace, most: number): Promise<(EventPlace & { isVouched: boolean })[]> {
    return tx.query<(EventPlace & { isVouched: boolean })[]>(
      `SELECT e.at, e.id, sealed.yes IS NOT NULL OR waiting.yes IS NOT NULL AS "isVouched"
       FROM (SELECT at, id FROM audit_events WHERE (at, id) > ($1, $2) ORDER BY at, id LIMIT $3) AS e
       LEFT JOIN LATERAL (
         SELECT true AS yes FROM audit_seals s
         WHERE s.event_id = e.id AND s.event_at = e.at AND s.sealed_at >= e.at AND s.number > 0 LIMIT 1
       ) AS sealed ON true
       LEFT JOIN LATERAL (
         SELECT true AS yes FROM audit_unsealed t WHERE t.at = e.at AND t.event_id = e.id LIMIT 1
       ) AS waiting ON true
       ORDER BY e.at, e.id`,
      [after.at.toISOString(), after.id, most],
    );
  }

  /** An event by its id alone: its time may have been changed. */
  async findTime(tx: Tx, id: string): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date }[]>('SELECT at FROM audit_events WHERE id = $1 LIMIT 1', [id]);
    return row?.at ?? null;
  }

  /** Seals that the chain's state knows nothing of. */
  async listSealsBeyond(tx: Tx): Promise<{ number: string }[]> {
    return tx.query<{ number: string }[]>(
      `SELECT s.number FROM audit_seals s WHERE s.number > (SELECT number FROM audit_chain) ORDER BY s.number LIMIT 100`,
    );
  }
}

function eventOf({ id, tenantId, at, actor, action, subject, details }: EventRow): AuditEvent | null {
  return id === null ? null : { id, tenantId, at, actor, action, subject, details };
}
