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
/** A message whose process died before any of the answer was given is tried once more. */
const MOST_ATTEMPTS = 2;

const COLUMNS = `id, tenant_id AS "tenantId", bot_id AS "botId", session_type AS "sessionType", session_id AS "sessionId",
  content, is_sync AS "isSync", status, attempts, sent, error, alive_until AS "aliveUntil", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

/** What bots were told, and how far they are with answering it. */
@Injectable()
export class BotMessagesRepository {
  /** @throws SyncInProgressError for a second one that a request waits for, in the same session */
  async insert(tx: Tx, message: Omit<BotMessage, 'createdAt' | 'finishedAt' | 'error' | 'sent'>): Promise<void> {
    try {
      await tx.insert(BotMessage, { ...message, content: message.content as object });
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
  async claim(tx: Tx, aliveUntil: Date): Promise<BotMessage | null> {
    const [rows] = await tx.query<[BotMessage[], number]>(
      `UPDATE bot_messages SET status = 'answering', attempts = attempts + 1, alive_until = $1
       WHERE id = (
         SELECT q.id FROM bot_messages q
         WHERE q.status = 'queued'
           AND NOT EXISTS (
             SELECT 1 FROM bot_messages e
             WHERE e.bot_id = q.bot_id AND e.session_type = q.session_type AND e.session_id = q.session_id
               AND e.id < q.id AND e.status IN ('queued', 'answering'))
           AND (SELECT count(*) FROM bot_messages a
                WHERE a.bot_id = q.bot_id AND a.status = 'answering') < ${MOST_PER_BOT}
         ORDER BY q.id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [aliveUntil],
    );
    return rows[0] ?? null;
  }

  async prolong(tx: Tx, ids: readonly string[], aliveUntil: Date): Promise<void> {
    await tx.query(`UPDATE bot_messages SET alive_until = $2 WHERE id = ANY ($1) AND status = 'answering'`, [
      ids,
      aliveUntil,
    ]);
  }

  async noteSent(tx: Tx, tenantId: string, id: string, sent: number): Promise<void> {
    await tx.update(BotMessage, { tenantId, id }, { sent });
  }

  /** Ends a message; one that has ended stays as it was. */
  async finish(tx: Tx, { tenantId, id }: BotMessage, error: string | null): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = $3, error = $4, finished_at = now(), alive_until = NULL
       WHERE tenant_id = $1 AND id = $2 AND status = 'answering'`,
      [tenantId, id, error === null ? 'done' : 'failed', error?.slice(0, 512) ?? null],
    );
  }

  /** Puts back what this process can't answer any more; whoever was given a part of the answer gets no second one. */
  async release(tx: Tx, { tenantId, id }: BotMessage): Promise<void> {
    await tx.query(
      `UPDATE bot_messages SET status = 'queued', alive_until = NULL, attempts = attempts - 1
       WHERE tenant_id = $1 AND id = $2 AND status = 'answering' AND sent = 0 AND NOT is_sync`,
      [tenantId, id],
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
