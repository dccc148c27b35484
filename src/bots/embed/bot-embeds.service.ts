import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyUses } from '../../api-key/key-uses.js';
import { PublishableTokens } from '../../api-key/publishable-tokens.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import { announce, type Tx } from '../../database/transactions.js';
import { EmbedTokens, type EmbedVisitor } from '../../gateway/resources/embed-tokens.js';
import { BadInputError, NotFoundError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import type { Bot } from '../bot.entity.js';
import { BotsRepository } from '../bots.repository.js';
import { BotEmbedsRepository } from './bot-embeds.repository.js';
import { EmbedSnapshots } from './embed-snapshots.js';

/** Lets publishable tokens, which may stand in a web page, talk to one bot each. */
@Injectable()
export class BotEmbeds implements OnModuleInit {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bots: BotsRepository,
    private readonly embeds: BotEmbedsRepository,
    private readonly snapshots: EmbedSnapshots,
    private readonly tokens: PublishableTokens,
    private readonly visitors: EmbedTokens,
    private readonly keyUses: KeyUses,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.visitors.register((token) => this.find(token));
    this.keyUses.register((tx, tenantId, keyId) => this.embeds.listBots(tx, tenantId, keyId));
  }

  /**
   * @returns the publishable token of the key
   * @throws BotNotFoundError, ApiKeyNotFoundError, BadInputError for a bot that can't chat on `/v1`
   */
  async bind(caller: Principal, botId: string, keyId: string): Promise<string> {
    const { tenantId } = caller;
    const beta = await this.tenantDb.run(tenantId, async (tx) => {
      // Two bots are locked, the former one too: whoever does the reverse at the same time must wait before both.
      await this.embeds.lock(tx, tenantId);
      const bot = await this.bots.getForUpdate(tx, tenantId, botId);
      if (bot.adapter !== 'openai') {
        const message = `Only bots of adapter openai can be embedded, and this one's is ${bot.adapter}`;
        throw new BadInputError(message);
      }
      // Locks the key: nobody else ties it to a bot until this is done.
      const token = await this.tokens.ofKey(tx, caller, keyId);
      const former = await this.embeds.find(tx, tenantId, keyId);
      await this.embeds.bind(tx, { keyId, tenantId, botId, digest: this.tokens.digest(token) });
      if (former && former.botId !== botId)
        await this.changed(tx, await this.bots.getForUpdate(tx, tenantId, former.botId));
      await this.changed(tx, bot);
      await this.record(tx, caller, 'bot.embedded', botId, keyId);
      return token;
    });
    this.snapshots.forget();
    return beta;
  }

  /** @throws BotNotFoundError, NotFoundError */
  unbind(caller: Principal, botId: string, keyId: string): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      const bot = await this.bots.getForUpdate(tx, tenantId, botId);
      if (!(await this.embeds.unbind(tx, tenantId, botId, keyId))) throw new NotFoundError('Not embedded');
      await this.changed(tx, bot);
      await this.record(tx, caller, 'bot.embed-ended', botId, keyId);
    });
  }

  private async find(token: string): Promise<EmbedVisitor | null> {
    const snapshot = await this.snapshots.find(this.tokens.digest(token).toString('base64'));
    if (!snapshot?.isUsable) return null;
    const { keyId, tenantId, userId, email, botId, botName, expiresAt } = snapshot;
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return null;
    return {
      principal: {
        kind: 'api-key',
        userId,
        email,
        tenantId,
        role: null,
        isInstanceAdmin: false,
        scopes: new Set(['inference']),
        keyId,
      },
      models: [`bot:${botId}`, `bot:${botName}`],
    };
  }

  /** Whoever judged a token on an older version judges it anew. */
  private async changed(tx: Tx, bot: Bot): Promise<void> {
    await announce(tx, { kind: 'bot', id: bot.id, version: await this.bots.update(tx, bot, {}) });
  }

  private record(tx: Tx, actor: Principal, action: string, botId: string, keyId: string): Promise<void> {
    const details = { key_id: keyId };
    return this.audit.record(tx, { actor, action, subject: `bot:${botId}`, tenantId: actor.tenantId, details });
  }
}
