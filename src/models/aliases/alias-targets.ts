import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { TenantModelsRepository, type ModelOfFactory } from '../tenant-models.repository.js';
import { AliasesRepository, type RouteTarget } from './aliases.repository.js';
import { resolveTargets } from './target-resolution.js';

/** A target as a client names it. */
export interface WantedTarget {
  /** A model's id, `name@Factory` or a bare name. */
  model: string;
  weight: number;
}

/** Finds the models that are to be targets, and holds them until the transaction ends. */
@Injectable()
export class AliasTargets {
  constructor(
    private readonly catalog: FactoryCatalog,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly aliases: AliasesRepository,
  ) {}

  /**
   * Takes the lock of the tenant and of everybody whose models are targets or are to be: a shared model must neither
   * vanish nor be withdrawn meanwhile. In one order for all, and before anything is written, so that nobody waits in
   * a circle.
   * @param aliasId whose targets are to change; null for a new one
   * @throws BadTargetError
   */
  async hold(
    tx: Tx,
    tenantId: string,
    aliasId: string | null,
    wanted: readonly WantedTarget[],
  ): Promise<RouteTarget[]> {
    const current = await this.aliases.listTargets(tx, tenantId, aliasId === null ? [] : [aliasId]);
    const found = await this.resolve(tx, tenantId, wanted);
    const held = new Set([tenantId, ...[...current, ...found].map(({ ownerId }) => ownerId)]);
    for (const owner of [...held].sort()) await this.credentials.lock(tx, owner);
    const chosen = await this.resolve(tx, tenantId, wanted, ({ ownerId }) => held.has(ownerId));
    return chosen.map(({ id }, index) => ({ tenantModelId: id, weight: wanted[index]?.weight ?? 1 }));
  }

  private async resolve(
    tx: Tx,
    tenantId: string,
    wanted: readonly WantedTarget[],
    isUsable: (model: ModelOfFactory) => boolean = () => true,
  ): Promise<ModelOfFactory[]> {
    const models = (await this.models.list(tx, tenantId)).filter(isUsable);
    const names = wanted.map(({ model }) => model);
    return resolveTargets(models, names, (name) => this.catalog.find(name) !== undefined);
  }
}
