import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { Bot } from '../bot.entity.js';
import { BotLogEntry } from './bot-log-entry.entity.js';

/** Once there are more than so many entries, so many of the oldest go. */
const MOST_HELD = 200;
const DROPPED_AT_ONCE = 50;

/** The lines of bots' logs. */
@Injectable()
export class BotLogsRepository {
  /** Numbers the entry, and drops old ones. A bot that is gone logs nothing. */
  async append(
    tx: Tx,
    { id, tenantId }: Pick<Bot, 'id' | 'tenantId'>,
    entry: Pick<BotLogEntry, 'level' | 'text' | 'session'>,
  ): Promise<void> {
    // What changes or removes a bot locks its row first, and its state next: the other way round both would wait for ever.
    await tx.query('SELECT FROM bots WHERE tenant_id = $1 AND id = $2 FOR KEY SHARE', [tenantId, id]);
    const [rows] = await tx.query<[{ seq_id: number }[], number]>(
      `UPDATE bot_states SET next_seq_id = next_seq_id + 1 WHERE tenant_id = $1 AND bot_id = $2
       RETURNING next_seq_id - 1 AS seq_id`,
      [tenantId, id],
    );
    const seqId = rows[0]?.seq_id;
    if (seqId === undefined) return;
    await tx.insert(BotLogEntry, { ...entry, botId: id, tenantId, seqId, at: new Date() });
    await tx.query(
      `DELETE FROM bot_logs
       WHERE tenant_id = $1 AND bot_id = $2 AND (SELECT count(*) FROM bot_logs WHERE bot_id = $2) > ${MOST_HELD}
         AND seq_id IN (SELECT seq_id FROM bot_logs WHERE bot_id = $2 ORDER BY seq_id LIMIT ${DROPPED_AT_ONCE})`,
      [tenantId, id],
    );
  }

  /** All that is held, the oldest first. */
  list(tx: Tx, { id, tenantId }: Pick<Bot, 'id' | 'tenantId'>): Promise<BotLogEntry[]> {
    return tx.find(BotLogEntry, { where: { tenantId, botId: id }, order: { seqId: 'ASC' } });
  }
}
