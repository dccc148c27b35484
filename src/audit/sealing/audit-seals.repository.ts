import { Injectable } from '@nestjs/common';
import { tryHoldAlone } from '../../database/exclusive-lock.js';
import type { Tx } from '../../database/transactions.js';
import type { AuditEvent } from '../audit-event.entity.js';
import type { ChainState } from './chain-state.js';
import type { Anchor, Seal } from './seal.js';

/** An event that waits to be sealed. */
export interface Ticket {
  at: Date;
  eventId: string;
  /** Hex; null for what is older than the chain. */
  mac: string | null;
}

export interface SignedChain {
  state: ChainState;
  /** Hex. */
  signature: string;
}

type Row = Record<string, string> & Record<'sealed_at' | 'began_at', Date>;

/** `lock` of all that changes the chain. */
const CHAIN_LOCK = 7_305_116_051;
const ONLY_ROW = 1;

/** Seals, what waits for them, and the chain's state. */
@Injectable()
export class AuditSealsRepository {
  /** Until the transaction ends. False: somebody else has it. */
  tryHoldChain(tx: Tx): Promise<boolean> {
    return tryHoldAlone(tx, CHAIN_LOCK);
  }

  async holdChain(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
  }

  /** Null before the first event was sealed. */
  async findChain(tx: Tx): Promise<SignedChain | null> {
    const [row] = await tx.query<(Row & { dropped_before: Date | null; is_adopting: boolean })[]>(
      `SELECT number, encode(chain, 'hex') AS chain, sealed_at, base_number, encode(base_chain, 'hex') AS base_chain,
         dropped_before, began_at, adopted, is_adopting, encode(signature, 'hex') AS signature
       FROM audit_chain WHERE id = $1`,
      [ONLY_ROW],
    );
    if (!row) return null;
    const state: ChainState = {
      head: { number: Number(row['number']), chain: row['chain'] ?? '' },
      sealedAt: row.sealed_at,
      base: { number: Number(row['base_number']), chain: row['base_chain'] ?? '' },
      droppedBefore: row.dropped_before,
      beganAt: row.began_at,
      adopted: Number(row['adopted']),
      isAdopting: row.is_adopting,
    };
    return { state, signature: row['signature'] ?? '' };
  }

  async saveChain(tx: Tx, { state, signature }: SignedChain): Promise<void> {
    const { head, base } = state;
    await tx.query(
      `INSERT INTO audit_chain (id, number, chain, sealed_at, base_number, base_chain, dropped_before, began_at, adopted,
         is_adopting, signature)
       VALUES ($1, $2, decode($3, 'hex'), $4, $5, decode($6, 'hex'), $7, $8, $9, $10, decode($11, 'hex'))
       ON CONFLICT (id) DO UPDATE SET number = excluded.number, chain = excluded.chain, sealed_at = excluded.sealed_at,
         base_number = excluded.base_number, base_chain = excluded.base_chain,
         dropped_before = excluded.dropped_before, began_at = excluded.began_at, adopted = excluded.adopted,
         is_adopting = excluded.is_adopting, signature = excluded.signature`,
      [
        ...[ONLY_ROW, head.number, head.chain, state.sealedAt, base.number, base.chain, state.droppedBefore],
        ...[state.beganAt, state.adopted, state.isAdopting, signature],
      ],
    );
  }

  async hasSeals(tx: Tx): Promise<boolean> {
    return exists(tx, 'SELECT 1 FROM audit_seals', []);
  }

  async insertSeals(tx: Tx, seals: readonly Seal[]): Promise<void> {
    await tx.query(
      `INSERT INTO audit_seals (number, sealed_at, event_id, event_at, mac, chain)
       SELECT number, sealed_at, event_id, event_at, decode(mac, 'hex'), decode(chain, 'hex')
       FROM unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[])
         AS seal (number, sealed_at, event_id, event_at, mac, chain)`,
      [
        seals.map(({ number }) => number),
        seals.map(({ sealedAt }) => sealedAt.toISOString()),
        seals.map(({ eventId }) => eventId),
        seals.map(({ eventAt }) => eventAt.toISOString()),
        seals.map(({ mac }) => mac),
        seals.map(({ chain }) => chain),
      ],
    );
  }

  /** The newest of those that were made before a time. */
  async findLastSealBefore(tx: Tx, time: Date): Promise<Anchor | null> {
    const [row] = await tx.query<{ number: string; chain: string }[]>(
      `SELECT number, encode(chain, 'hex') AS chain FROM audit_seals WHERE sealed_at < $1
       ORDER BY number DESC, sealed_at DESC LIMIT 1`,
      [time],
    );
    return row ? { number: Number(row.number), chain: row.chain } : null;
  }

  /** Those of the oldest events, which wait no longer. */
  async takeTickets(tx: Tx, most: number): Promise<Ticket[]> {
    // TypeORM answers what a DELETE returns, and how many rows it was.
    const [rows] = await tx.query<[{ at: Date; event_id: string; mac: string | null }[], number]>(
      `DELETE FROM audit_unsealed WHERE (at, event_id) IN
         (SELECT at, event_id FROM audit_unsealed ORDER BY at, event_id LIMIT $1)
       RETURNING at, event_id, encode(mac, 'hex') AS mac`,
      [most],
    );
    const tickets = rows.map(({ at, event_id: eventId, mac }) => ({ at, eventId, mac }));
    return tickets.sort(
      (one, other) => one.at.getTime() - other.at.getTime() || (one.eventId < other.eventId ? -1 : 1),
    );
  }

  /** Whether some of what waits is older than the chain. */
  hasTicketsToAdopt(tx: Tx): Promise<boolean> {
    return exists(tx, 'SELECT 1 FROM audit_unsealed WHERE mac IS NULL', []);
  }

  hasTicketsBefore(tx: Tx, time: Date): Promise<boolean> {
    return exists(tx, 'SELECT 1 FROM audit_unsealed WHERE at < $1', [time]);
  }

  listEvents(tx: Tx, tickets: readonly Ticket[]): Promise<AuditEvent[]> {
    return tx.query<AuditEvent[]>(
      `SELECT e.id, e.tenant_id AS "tenantId", e.at, e.actor, e.action, e.subject, e.details
       FROM unnest($1::uuid[], $2::timestamptz[]) AS ticket (id, at)
       JOIN audit_events e ON e.id = ticket.id AND e.at = ticket.at`,
      [tickets.map(({ eventId }) => eventId), tickets.map(({ at }) => at.toISOString())],
    );
  }

  async clock(tx: Tx): Promise<Date> {
    const [row] = await tx.query<[{ now: Date }]>(`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`);
    return row.now;
  }
}

async function exists(tx: Tx, select: string, values: unknown[]): Promise<boolean> {
  const [row] = await tx.query<[{ found: boolean }]>(`SELECT EXISTS (${select}) AS found`, values);
  return row.found;
}
