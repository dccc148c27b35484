import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { BotState } from '../bot-state.entity.js';

/** A bot that a process runs. */
export interface HeldBot {
  botId: string;
  tenantId: string;
  version: number;
}

const COLUMNS = `s.bot_id AS "botId", s.tenant_id AS "tenantId", b.version`;

/** Which process runs which bot. All times are the database's: processes need not agree about them. */
@Injectable()
export class BotLeasesRepository {
  /** Prolongs what a process holds. @returns what it still holds, and may run */
  async renew(tx: Tx, holder: string, leaseMs: number): Promise<HeldBot[]> {
    const [rows] = await tx.query<[HeldBot[], number]>(
      `UPDATE bot_states s SET held_until = now() + $2 * interval '1 millisecond'
       FROM bots b WHERE b.id = s.bot_id AND s.holder = $1 AND b.is_enabled
       RETURNING ${COLUMNS}`,
      [holder, leaseMs],
    );
    return rows;
  }

  /** Takes enabled bots that nobody runs. */
  async claim(tx: Tx, holder: string, leaseMs: number, most: number): Promise<HeldBot[]> {
    const [rows] = await tx.query<[HeldBot[], number]>(
      `UPDATE bot_states s SET holder = $1, held_until = now() + $2 * interval '1 millisecond', status = 'starting'
       FROM bots b
       WHERE b.id = s.bot_id AND s.bot_id IN (
         SELECT f.bot_id FROM bots e JOIN bot_states f ON f.bot_id = e.id
         WHERE e.is_enabled AND (f.held_until IS NULL OR f.held_until < now())
         LIMIT $3 FOR UPDATE OF f SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [holder, leaseMs, most],
    );
    return rows;
  }

  /** Lets go of a bot that this process ran. */
  async release(tx: Tx, holder: string, botId: string): Promise<void> {
    await tx.query(
      `UPDATE bot_states SET holder = NULL, held_until = NULL, status = 'stopped'
       WHERE bot_id = $1 AND holder = $2`,
      [botId, holder],
    );
  }

  /** Says how a bot fares, while this process holds it. */
  async report(
    tx: Tx,
    holder: string,
    botId: string,
    state: Partial<Pick<BotState, 'status' | 'lastError' | 'failures' | 'nextTryAt' | 'accountId'>>,
  ): Promise<void> {
    await tx.update(BotState, { botId, holder }, state);
  }
}
