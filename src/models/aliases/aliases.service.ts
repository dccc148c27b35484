import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { newUuid } from '../../kernel/ids.js';
import { isAlready } from '../../kernel/is-already.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { cutPage, type KeysetPage } from '../../http/keyset-page.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { AliasNotFoundError, LimitedNameError, StaleAliasError } from './alias.errors.js';
import { AliasTargets, type WantedTarget } from './alias-targets.js';
import { AliasesRepository, type RouteTarget, type TargetRow } from './aliases.repository.js';
import type { AliasStrategy, ModelAlias } from './model-alias.entity.js';

/** An alias to be made. */
export interface NewAlias {
  name: string;
  strategy: AliasStrategy;
  targets: readonly WantedTarget[];
}

/** What is to change; what is absent stays. */
export type AliasChange = Partial<NewAlias> & { version?: number };

/** A target for display. */
export interface ShownTarget extends TargetRow {
  /** Whether the gateway can call it: it is enabled, and its factory can be spoken to. */
  isAvailable: boolean;
}

export interface ShownAlias {
  alias: ModelAlias;
  targets: ShownTarget[];
}

/** A tenant's own names for one or several models. */
@Injectable()
export class AliasesService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly catalog: FactoryCatalog,
    private readonly aliases: AliasesRepository,
    private readonly targets: AliasTargets,
    private readonly audit: AuditService,
  ) {}

  list({ tenantId }: Principal, page: KeysetPage): Promise<{ items: ShownAlias[]; nextCursor: string | null }> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const { items, nextCursor } = cutPage(await this.aliases.listPage(tx, tenantId, page), page.limit);
      return { items: await this.show(tx, tenantId, items), nextCursor };
    });
  }

  get({ tenantId }: Principal, id: string): Promise<ShownAlias> {
    return this.tenantDb.run(tenantId, (tx) => this.showOne(tx, tenantId, id));
  }

  /** @throws AliasExistsError, LimitedNameError, BadTargetError */
  create(caller: Principal, { name, strategy, targets }: NewAlias): Promise<ShownAlias> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      const stored = await this.targets.hold(tx, tenantId, null, targets);
      await this.demandUnlimited(tx, tenantId, name);
      const id = newUuid();
      await this.aliases.insert(tx, { id, tenantId, name, strategy });
      await this.aliases.replaceTargets(tx, tenantId, id, stored);
      await this.record(tx, caller, 'alias.saved', id, { name, strategy, models: modelsOf(stored) });
      return this.showOne(tx, tenantId, id);
    });
  }

  /**
   * What is so already is no change.
   * @throws StaleAliasError when the caller's `version` is not the current one
   * @throws AliasExistsError, LimitedNameError, BadTargetError
   */
  update(caller: Principal, id: string, { version, targets, ...columns }: AliasChange): Promise<ShownAlias> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.find(tx, tenantId, id);
      const stored = await this.targets.hold(tx, tenantId, id, targets ?? []);
      const alias = await this.find(tx, tenantId, id);
      if (version !== undefined && version !== alias.version) throw new StaleAliasError(alias.version);
      const former = await this.aliases.listTargets(tx, tenantId, [id]);
      if (isAlready(alias, columns) && (!targets || leadsTheSame(former, stored)))
        return this.showOne(tx, tenantId, id);
      if (columns.name !== undefined && columns.name !== alias.name) {
        await this.demandUnlimited(tx, tenantId, columns.name);
      }
      await this.aliases.update(tx, alias, columns);
      if (targets) await this.aliases.replaceTargets(tx, tenantId, id, stored);
      await this.record(tx, caller, 'alias.changed', id, {
        ...columns,
        ...(targets ? { models: modelsOf(stored) } : {}),
      });
      return this.showOne(tx, tenantId, id);
    });
  }

  delete(caller: Principal, id: string): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.find(tx, tenantId, id);
      await this.targets.hold(tx, tenantId, id, []);
      const { name } = await this.find(tx, tenantId, id);
      await this.aliases.delete(tx, tenantId, id);
      await this.record(tx, caller, 'alias.removed', id, { name });
    });
  }

  private async demandUnlimited(tx: Tx, tenantId: string, name: string): Promise<void> {
    if (await this.aliases.isLimited(tx, tenantId, name)) throw new LimitedNameError(name);
  }

  private async find(tx: Tx, tenantId: string, id: string): Promise<ModelAlias> {
    const alias = await this.aliases.find(tx, tenantId, id);
    if (!alias) throw new AliasNotFoundError(id);
    return alias;
  }

  private async showOne(tx: Tx, tenantId: string, id: string): Promise<ShownAlias> {
    const [shown] = await this.show(tx, tenantId, [await this.find(tx, tenantId, id)]);
    if (!shown) throw new Error(`Alias ${id} was not shown`);
    return shown;
  }

  private async show(tx: Tx, tenantId: string, aliases: readonly ModelAlias[]): Promise<ShownAlias[]> {
    const rows = await this.aliases.listTargets(tx, tenantId, aliases.map(({ id }) => id)); // prettier-ignore
    const shown = rows.map((row) => ({ ...row, isAvailable: this.isAvailable(row) }));
    return aliases.map((alias) => ({ alias, targets: shown.filter(({ aliasId }) => aliasId === alias.id) }));
  }

  private isAvailable({ isEnabled, factory }: TargetRow): boolean {
    return isEnabled && (this.catalog.find(factory)?.available ?? false);
  }

  private record(
    tx: Tx,
    caller: Principal,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { actor: caller, action, subject: `alias:${id}`, tenantId: caller.tenantId, details });
  }
}

function leadsTheSame(former: readonly RouteTarget[], wanted: readonly RouteTarget[]): boolean {
  const placesOf = (targets: readonly RouteTarget[]) => targets.map(({ tenantModelId, weight }) => [tenantModelId, weight]); // prettier-ignore
  return isDeepStrictEqual(placesOf(former), placesOf(wanted));
}

function modelsOf(targets: readonly { tenantModelId: string }[]): string[] {
  return targets.map(({ tenantModelId }) => tenantModelId);
}
