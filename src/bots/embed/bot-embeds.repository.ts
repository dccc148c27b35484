import { Injectable } from '@nestjs/common';
import type { BotOfKey } from '../../api-key/key-uses.js';
import type { Tx } from '../../database/transactions.js';
import { BotEmbed } from './bot-embed.entity.js';

/** Which publishable tokens talk to which bots. */
@Injectable()
export class BotEmbedsRepository {
  /** Keys of a tenant are tied to bots one after another. */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bot-embeds|${tenantId}`]);
  }

  /** A key is tied to one bot: what it was tied to before is over. */
  async bind(tx: Tx, embed: Omit<BotEmbed, 'createdAt'>): Promise<void> {
    await tx.upsert(BotEmbed, embed, ['keyId']);
  }

  find(tx: Tx, tenantId: string, keyId: string): Promise<BotEmbed | null> {
    return tx.findOneBy(BotEmbed, { tenantId, keyId });
  }

  /** The bots that a key's publishable token may talk to. */
  listBots(tx: Tx, tenantId: string, keyId: string): Promise<BotOfKey[]> {
    return tx.query<BotOfKey[]>(
      `SELECT b.id, b.name, b.is_enabled AS "isEnabled" FROM bot_embeds e
       JOIN bots b ON b.id = e.bot_id AND b.tenant_id = e.tenant_id WHERE e.tenant_id = $1 AND e.key_id = $2`,
      [tenantId, keyId],
    );
  }

  /** @returns whether there was one */
  async unbind(tx: Tx, tenantId: string, botId: string, keyId: string): Promise<boolean> {
    const { affected } = await tx.delete(BotEmbed, { tenantId, botId, keyId });
    return (affected ?? 0) > 0;
  }
}
