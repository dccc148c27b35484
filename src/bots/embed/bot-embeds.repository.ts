import { Injectable } from '@nestjs/common';
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

  /** @returns whether there was one */
  async unbind(tx: Tx, tenantId: string, botId: string, keyId: string): Promise<boolean> {
    const { affected } = await tx.delete(BotEmbed, { tenantId, botId, keyId });
    return (affected ?? 0) > 0;
  }
}
