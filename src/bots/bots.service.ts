import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { announce, type Tx } from '../database/transactions.js';
import { TenantDb } from '../database/tenant-db.js';
import { BadInputError, NotFoundError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import { findBlockedAddress } from '../providers/outbound/blocked-address-error.js';
import { findAdapter, type AdapterEntry } from './adapters/adapter-catalog.js';
import type { OpenBot } from './adapters/bot-adapter.js';
import type { BotAdmin } from './bot-admin.entity.js';
import { demandComplete, readConfig, type BotConfig } from './bot-config.js';
import type { BotState } from './bot-state.entity.js';
import { BotVault } from './bot-vault.js';
import type { Bot } from './bot.entity.js';
import {
  AdapterNotRunnableError,
  BotNotFoundError,
  BotPipelineNotFoundError,
  ConfigMissingError,
} from './bot.errors.js';
import { BotsRepository } from './bots.repository.js';
import { BotLog } from './logs/bot-log.js';
import type { BotLogEntry } from './logs/bot-log-entry.entity.js';
import { BotMessagesRepository } from './messages/bot-messages.repository.js';
import { PipelineDirectory } from '../pipelines/pipeline-directory.js';

/** A bot to be made. */
export interface NewBot {
  name: string;
  description: string;
  adapter: string;
  config: BotConfig;
  isEnabled: boolean;
  /** Null: the tenant's default. */
  pipelineId: string | null;
}

/** What is to change; what is absent stays. */
export type BotChange = Partial<NewBot>;

/** A bot for display. */
export interface ShownBot extends OpenBot {
  pipelineName: string;
}

/** Of a tenant. */
const MOST_BOTS = 500;
/** Of a bot. */
const MOST_ADMINS = 200;

/** Later than any version. */
const GONE = 2 ** 31 - 1;

/** A tenant's bots. */
@Injectable()
export class BotsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bots: BotsRepository,
    private readonly messages: BotMessagesRepository,
    private readonly vault: BotVault,
    private readonly log: BotLog,
    private readonly pipelines: PipelineDirectory,
    private readonly guard: OutboundGuard,
    private readonly audit: AuditService,
  ) {}

  async list({ tenantId }: Principal): Promise<ShownBot[]> {
    return this.show(tenantId, await this.tenantDb.run(tenantId, (tx) => this.bots.list(tx, tenantId)));
  }

  /** @throws BotNotFoundError */
  async get({ tenantId }: Principal, id: string): Promise<{ shown: ShownBot; state: BotState }> {
    const { bot, state } = await this.tenantDb.run(tenantId, async (tx) => ({
      bot: await this.bots.get(tx, tenantId, id),
      state: await this.bots.state(tx, tenantId, id),
    }));
    const [shown] = await this.show(tenantId, [bot]);
    if (!shown) throw new BotNotFoundError();
    return { shown, state };
  }

  /** @returns its id @throws BadInputError, AdapterNotRunnableError, BotPipelineNotFoundError */
  async create(caller: Principal, { config: given, isEnabled, ...input }: NewBot): Promise<string> {
    const { tenantId, userId } = caller;
    const adapter = adapterOf(input.adapter);
    const config = readConfig(adapter, given, null);
    if (isEnabled) demandRunnable(adapter, config);
    await this.demandCallable(adapter, config);
    const pipelineId = await this.pipelineFor(caller, input.pipelineId);
    const id = newUuid();
    const sealed = await this.vault.seal(tenantId, id, config);
    await this.tenantDb.run(tenantId, async (tx) => {
      if ((await this.bots.count(tx, tenantId)) >= MOST_BOTS)
        throw new BadInputError(`There can be at most ${MOST_BOTS} bots`);
      await this.bots.insert(tx, { ...input, id, tenantId, userId, config: sealed, isEnabled, pipelineId });
      await this.record(tx, caller, 'bot.created', id, { name: input.name, adapter: adapter.name, isEnabled });
      await announce(tx, { kind: 'bot', id, version: 1 });
    });
    return id;
  }

  /** Starts the bot again, with what changed. @throws BotNotFoundError and what {@link create} throws */
  async update(caller: Principal, id: string, change: BotChange): Promise<void> {
    const { tenantId } = caller;
    if (change.pipelineId) await this.pipelineFor(caller, change.pipelineId);
    try {
      await this.tenantDb.run(tenantId, (tx) => this.change(tx, caller, id, change));
    } catch (error) {
      if (error instanceof AdapterNotRunnableError)
        await this.log.write({ id, tenantId }, 'error', `Not enabled: ${error.message}`);
      throw error;
    }
  }

  /** Ends the bot, and all that was kept of it. @throws BotNotFoundError */
  async delete(caller: Principal, id: string): Promise<void> {
    const { tenantId } = caller;
    await this.tenantDb.run(tenantId, async (tx) => {
      const { name } = await this.bots.getForUpdate(tx, tenantId, id);
      await this.bots.delete(tx, tenantId, id);
      await this.record(tx, caller, 'bot.removed', id, { name });
      await announce(tx, { kind: 'bot', id, version: GONE });
    });
  }

  /** @throws BotNotFoundError */
  logs(
    { tenantId }: Principal,
    id: string,
    from: number,
    most: number,
  ): Promise<{ entries: BotLogEntry[]; held: number }> {
    return this.tenantDb.run(tenantId, async (tx) =>
      this.log.window(tx, await this.bots.get(tx, tenantId, id), from, most),
    );
  }

  /** A bot with its configuration open. @throws BotNotFoundError */
  async open({ tenantId }: Principal, id: string): Promise<OpenBot> {
    return this.vault.open(await this.tenantDb.run(tenantId, (tx) => this.bots.get(tx, tenantId, id)));
  }

  listAdmins({ tenantId }: Principal, id: string): Promise<BotAdmin[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.bots.get(tx, tenantId, id);
      return this.bots.listAdmins(tx, tenantId, id);
    });
  }

  /** @throws BotNotFoundError, AdminExistsError */
  addAdmin(caller: Principal, botId: string, launcherType: string, launcherId: string): Promise<number> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.bots.get(tx, tenantId, botId);
      if ((await this.bots.listAdmins(tx, tenantId, botId)).length >= MOST_ADMINS)
        throw new BadInputError(`A bot can have at most ${MOST_ADMINS} administrators`);
      const id = await this.bots.insertAdmin(tx, { tenantId, botId, launcherType, launcherId });
      await this.record(tx, caller, 'bot.admin-added', botId, { launcherType, launcherId });
      return id;
    });
  }

  /** @throws BotNotFoundError, NotFoundError */
  removeAdmin(caller: Principal, botId: string, id: number): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.bots.get(tx, tenantId, botId);
      if (!(await this.bots.deleteAdmin(tx, tenantId, botId, id))) throw new NotFoundError('Administrator not found');
      await this.record(tx, caller, 'bot.admin-removed', botId, { id });
    });
  }

  private async change(tx: Tx, caller: Principal, id: string, change: BotChange): Promise<void> {
    const { tenantId } = caller;
    const bot = await this.bots.getForUpdate(tx, tenantId, id);
    const { config: given, ...columns } = change;
    const adapter = adapterOf(change.adapter ?? bot.adapter);
    const stored = (await this.vault.open(bot)).config;
    const isOther = adapter.name !== bot.adapter;
    if (isOther && !given) throw new ConfigMissingError();
    const config = readConfig(adapter, given ?? stored, given && !isOther ? stored : null);
    const isEnabled = change.isEnabled ?? bot.isEnabled;
    if (isEnabled) demandRunnable(adapter, config);
    if (given) await this.demandCallable(adapter, config);
    const version = await this.bots.update(tx, bot, {
      ...columns,
      ...(given ? { config: await this.vault.seal(tenantId, id, config) } : {}),
    });
    if (isAnotherAccount(stored, config) || isOther) await this.bots.rewind(tx, bot);
    if (!isEnabled) await this.messages.failOpen(tx, bot, 'The bot was disabled');
    await this.record(tx, caller, 'bot.changed', id, { fields: Object.keys(change) });
    await announce(tx, { kind: 'bot', id, version });
  }

  /** A bot answers on nobody's key. @throws ForbiddenError for a pipeline whose models the caller's key may not use */
  private async pipelineFor(caller: Principal, wanted: string | null): Promise<string> {
    const { tenantId } = caller;
    const found = await (wanted === null ? this.pipelines.defaultOf(tenantId) : this.pipelines.find(tenantId, wanted));
    if (!found) throw new BotPipelineNotFoundError(wanted ?? '');
    await this.pipelines.demandUsable(caller, found.uuid);
    return found.uuid;
  }

  private async demandCallable(adapter: AdapterEntry, config: BotConfig): Promise<void> {
    for (const { name, isUrl } of adapter.fields) {
      const url = config[name];
      if (!isUrl || typeof url !== 'string' || url === '') continue;
      try {
        await this.guard.check(url);
      } catch (error) {
        const says = findBlockedAddress(error)?.message ?? 'Not a URL that can be called';
        throw BadInputError.inField(`config.${name}`, 'url', `Field config.${name}: ${says}`);
      }
    }
  }

  private async show(tenantId: string, bots: readonly Bot[]): Promise<ShownBot[]> {
    const names = await this.pipelines.namesOf(tenantId, [...new Set(bots.flatMap((bot) => bot.pipelineId ?? []))]);
    return Promise.all(
      bots.map(async (bot) => ({
        ...(await this.vault.open(bot)),
        pipelineName: names.get(bot.pipelineId ?? '') ?? '',
      })),
    );
  }

  private record(tx: Tx, actor: Principal, action: string, id: string, details: Record<string, unknown>) {
    return this.audit.record(tx, { actor, action, subject: `bot:${id}`, tenantId: actor.tenantId, details });
  }
}

function adapterOf(name: string): AdapterEntry {
  const adapter = findAdapter(name);
  if (adapter) return adapter;
  throw BadInputError.inField(
    'adapter',
    'one_of',
    'Field adapter must be one that GET /api/v1/platform/adapters names',
  );
}

function demandRunnable(adapter: AdapterEntry, config: BotConfig): void {
  if (!adapter.isRunnable) throw new AdapterNotRunnableError(adapter.name);
  demandComplete(adapter, config);
}

function isAnotherAccount(former: BotConfig, now: BotConfig): boolean {
  return former['token'] !== now['token'] || former['api_root'] !== now['api_root'];
}
