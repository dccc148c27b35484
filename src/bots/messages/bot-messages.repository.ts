import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Tx } from '../../database/transactions.js';
import { violatesUnique } from '../../database/unique-violation.js';
import type { Bot } from '../bot.entity.js';
import { BotIdempotencyKey } from './bot-idempotency-key.entity.js';
import { BotMessage, SYNC_INDEX } from './bot-message.entity.js';
import { SyncInProgressError } from './message.errors.js';
import type { BotSession } from './inbound.js';

type BotRef = Pick<Bot, 'id' | 'tenantId'>;

/** Messages of one bot that are answered at the same time, so that a slow one leaves room for others. */
const MOST_PER_BOT = 4;
/** The same of one tenant, over all processes, so that its slow models leave room for other tenants. */
const MOST_PER_TENANT = 16;
/** A message whose process died before any of the answer was given is tried once more. */
const MOST_ATTEMPTS = 2;

/** A message as the process knows it that claimed it: whoever claims it later counts one attempt more. */
type Claim = Pick<BotMessage, 'id' | 'tenantId' | 'attempts'>;

const COLUMNS = `id, tenant_id AS "tenantId", bot_id AS "botId", session_type AS "sessionType", session_id AS "sessionId",
  content, is_sync AS "isSync", status, attempts, sent, error, alive_until AS "aliveUntil", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

/**
 * What bots were told, and how far they are with answering it. All times of leases are the database's: processes need
 * not agree about them.
 */
@Injectable()
export class BotMessagesRepository {
  /**
   * @param leaseMs null for a message that nobody answers yet
   * @throws SyncInProgressError for a second one that a request waits for, in the same session
   */
  async insert(
    tx: Tx,
    message: Omit<BotMessage, 'createdAt' | 'finishedAt' | 'error' | 'sent' | 'aliveUntil'>,
    leaseMs: number | null,
  ): Promise<void> {
    const aliveUntil = leaseMs === null ? null : () => `now() + interval '${leaseMs} milliseconds'`;
    try {
      await tx.insert(BotMessage, { ...message, content: message.content as object, aliveUntil });
    } catch (error) {
      if (violatesUnique(error, SYNC_INDEX)) throw new SyncInProgressError();
      throw error;
    }
  }

  async countOpen(tx: Tx, { id, tenantId }: BotRef): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM bot_messages
       WHERE tenant_id = $1 AND bot_id = $2 AND status IN ('queued', 'answering')`,
      [tenantId, id],
    );
    return row?.count ?? 0;
  }

  /** @returns false when a message of that key was accepted before, and is not forgotten yet */
  async rememberKey(tx: Tx, { id, tenantId }: BotRef, key: string, expiresAt: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO bot_idempotency_keys AS k (bot_id, key, tenant_id, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (bot_id, key) DO UPDATE SET expires_at = excluded.expires_at WHERE k.expires_at <= now()
       RETURNING 1`,
      [id, key, tenantId, expiresAt],
    );
    return rows.length > 0;
  }

  /** The oldest message that may be answered now, on behalf of this process; sessions keep their order. */
  async claim(tx: Tx, leaseMs: number): Promise<BotMessage | null> {
    const [rows] = await tx.query<[BotMessage[], number]>(
      `UPDATE bot_messages SET status = 'answering', attempts = attempts + 1,
         alive_until = now() + $1 * interval '1 millisecond'
       WHERE id = (
         SELECT q.id FROM bot_messages q
         WHERE q.status = 'queued'
           AND NOT EXISTS (
             SELECT 1 FROM bot_messages e
             WHERE e.bot_id = q.bot_id AND e.session_type = q.session_type AND e.session_id = q.session_id
               AND e.id < q.id AND e.status IN ('queued', 'answering'))
           AND (SELECT count(*) FROM bot_messages a
                WHERE a.bot_id = q.bot_id AND a.status = 'answering') < ${MOST_PER_BOT}
           AND (SELECT count(*) FROM bot_messages t
                WHERE t.tenant_id = q.tenant_id AND t.status = 'answering' AND NOT t.is_sync) < ${MOST_PER_TENANT}
         ORDER BY q.id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [leaseMs],
    );
    return rows[0] ?? null;
  }

  /** @returns the ids of those that are still claimed, and go on being so; others have ended, or are somebody else's */
  async prolong(tx: Tx, claims: readonly Claim[], leaseMs: number): Promise<ReadonlySet<string>> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `UPDATE bot_messages m SET alive_until = now() + $3 * interval '1 millisecond'
       FROM unnest($1::uuid[], $2::integer[]) AS c (id, attempts)
       WHERE m.id = c.id AND m.attempts = c.attempts AND m.status = 'answering'
       RETURNING m.id`,
      [claims.map(({ id }) => id), claims.map(({ attempts }) => attempts), leaseMs],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** A part of the answer is about to be given. @returns false when the message has ended, or is somebody else's */
  async beginSaying(tx: Tx, { tenantId, id, attempts }: Claim, leaseMs: number): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE bot_messages SET sent = greatest(sent, 1), alive_until = now() + $4 * interval '1 millisecond'
       WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'answering'`,
      [tenantId, id, attempts, leaseMs],
    );
    return count > 0;
  }

  async noteSent(tx: Tx, { tenantId, id, attempts }: Claim, sent: number): Promise<void> {
    await tx.update(BotMessage, { tenantId, id, attempts }, { sent });
  }

  /** Ends a message; one that has ended, or is somebody else's by now, stays as it was. */
  async finish(tx: Tx, { tenantId, id, attempts }: Claim, error: string | null): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = $4, error = $5, finished_at = now(), alive_until = NULL
       WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'answering'`,
      [tenantId, id, attempts, error === null ? 'done' : 'failed', error?.replaceAll('\0', '').slice(0, 512) ?? null],
    );
  }

  /** Puts back what this process can't answer any more; whoever was given a part of the answer gets no second one. */
  async release(tx: Tx, { tenantId, id, attempts }: Claim): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = 'queued', alive_until = NULL, attempts = attempts - 1
       WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'answering' AND sent = 0 AND NOT is_sync`,
      [tenantId, id, attempts],
    );
  }

  /** Ends what is open. */
  async failOpen(tx: Tx, { id, tenantId }: BotRef, error: string): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = 'failed', error = $3, finished_at = now(), alive_until = NULL
       WHERE tenant_id = $1 AND bot_id = $2 AND status IN ('queued', 'answering')`,
      [tenantId, id, error],
    );
  }

  /** Ends what waits in a session; what is being answered goes on. */
  async failQueued(tx: Tx, { id, tenantId }: BotRef, session: BotSession, error: string): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = 'failed', error = $5, finished_at = now()
       WHERE tenant_id = $1 AND bot_id = $2 AND session_type = $3 AND session_id = $4 AND status = 'queued'`,
      [tenantId, id, session.type, session.id, error],
    );
  }

  /** Messages whose process has gone: tried again, or failed. @returns those that failed */
  async recoverAbandoned(
    tx: Tx,
    error: string,
  ): Promise<Pick<BotMessage, 'tenantId' | 'botId' | 'sessionType' | 'sessionId'>[]> {
    await tx.query(
      `UPDATE bot_messages SET status = 'queued', alive_until = NULL
       WHERE status = 'answering' AND alive_until < now() AND sent = 0 AND NOT is_sync AND attempts < ${MOST_ATTEMPTS}`,
    );
    const [rows] = await tx.query<[Pick<BotMessage, 'tenantId' | 'botId' | 'sessionType' | 'sessionId'>[], number]>(
      `UPDATE bot_messages SET status = 'failed', error = $1, finished_at = now(), alive_until = NULL
       WHERE status = 'answering' AND alive_until < now()
       RETURNING tenant_id AS "tenantId", bot_id AS "botId", session_type AS "sessionType", session_id AS "sessionId"`,
      [error],
    );
    return rows;
  }

  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.delete(BotMessage, { finishedAt: LessThan(before) });
    await tx.delete(BotIdempotencyKey, { expiresAt: LessThan(new Date()) });
  }
}
