import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { violatesUnique } from '../database/unique-violation.js';
import { AdminExistsError, BotNotFoundError } from './bot.errors.js';
import { BOT_ADMINS_LAUNCHER_INDEX, BotAdmin } from './bot-admin.entity.js';
import { BotState } from './bot-state.entity.js';
import { Bot } from './bot.entity.js';

type NewBot = Omit<Bot, 'createdAt' | 'updatedAt' | 'version'>;
export type BotColumns = Partial<Pick<Bot, 'name' | 'description' | 'adapter' | 'config' | 'isEnabled' | 'pipelineId'>>;

/** A tenant's bots. */
@Injectable()
export class BotsRepository {
  async insert(tx: Tx, bot: NewBot): Promise<void> {
    await tx.insert(Bot, bot);
    await tx.insert(BotState, { botId: bot.id, tenantId: bot.tenantId });
  }

  /** The youngest first. */
  list(tx: Tx, tenantId: string): Promise<Bot[]> {
    return tx.find(Bot, { where: { tenantId }, order: { createdAt: 'DESC', id: 'DESC' } });
  }

  count(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(Bot, { tenantId });
  }

  async get(tx: Tx, tenantId: string, id: string): Promise<Bot> {
    const bot = await tx.findOneBy(Bot, { tenantId, id });
    if (!bot) throw new BotNotFoundError();
    return bot;
  }

  /** The row is locked until the transaction ends. */
  async getForUpdate(tx: Tx, tenantId: string, id: string): Promise<Bot> {
    const bot = await tx.findOne(Bot, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
    if (!bot) throw new BotNotFoundError();
    return bot;
  }

  /** Whosever it is: for requests of the public, who name nothing else. */
  findAnyones(tx: Tx, id: string): Promise<Bot | null> {
    return tx.findOneBy(Bot, { id });
  }

  listEnabled(tx: Tx, tenantId: string, adapter: string): Promise<Bot[]> {
    return tx.find(Bot, { where: { tenantId, adapter, isEnabled: true }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** @returns the new version */
  async update(tx: Tx, { tenantId, id, version }: Bot, columns: BotColumns): Promise<number> {
    await tx.update(Bot, { tenantId, id }, { ...columns, version: version + 1 });
    return version + 1;
  }

  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(Bot, { tenantId, id });
  }

  state(tx: Tx, tenantId: string, botId: string): Promise<BotState> {
    return tx.findOneByOrFail(BotState, { tenantId, botId });
  }

  /** What the platform gave up to there is read, and kept. @returns false when somebody else has read on since */
  async advance(tx: Tx, { tenantId, id }: Bot, from: number, to: number): Promise<boolean> {
    const { affected } = await tx.update(
      BotState,
      { tenantId, botId: id, updateOffset: String(from) },
      { updateOffset: String(to) },
    );
    return (affected ?? 0) > 0;
  }

  /** Another account of the platform counts its updates on its own. */
  async rewind(tx: Tx, { tenantId, id }: Bot): Promise<void> {
    await tx.update(BotState, { tenantId, botId: id }, { updateOffset: '0' });
  }

  listAdmins(tx: Tx, tenantId: string, botId: string): Promise<BotAdmin[]> {
    return tx.find(BotAdmin, { where: { tenantId, botId }, order: { id: 'ASC' } });
  }

  /** @throws AdminExistsError */
  async insertAdmin(tx: Tx, admin: Omit<BotAdmin, 'id'>): Promise<number> {
    try {
      const { identifiers } = await tx.insert(BotAdmin, { ...admin });
      return (identifiers[0] as { id: number }).id;
    } catch (error) {
      if (violatesUnique(error, BOT_ADMINS_LAUNCHER_INDEX)) throw new AdminExistsError();
      throw error;
    }
  }

  /** @returns whether there was one */
  async deleteAdmin(tx: Tx, tenantId: string, botId: string, id: number): Promise<boolean> {
    const { affected } = await tx.delete(BotAdmin, { tenantId, botId, id });
    return (affected ?? 0) > 0;
  }
}
