import { Injectable } from '@nestjs/common';
import type { ModelType } from '../kernel/model-type.js';
import type { Tx } from '../database/transactions.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { bareName, parseModelId, type ModelId } from './model-id.js';
import { ModelsOverview } from './models-overview.js';
import { BUILTIN } from './model-request-rules.js';
import { TenantModelsRepository, type ModelOfFactory } from './tenant-models.repository.js';

/** A model that was found by its name; built-in ones have no row. */
export interface FoundModel {
  tenantModelId: string | null;
  /** Whose it is; null for built-in ones. */
  ownerId: string | null;
}

/** Chat models that see serve as image-to-text models, and image-to-text models that chat serve as chat models. */
const STAND_INS: Partial<Record<ModelType, { type: ModelType; ability: string }>> = {
  chat: { type: 'image2text', ability: 'chat' },
  image2text: { type: 'chat', ability: 'vision' },
};

/** Finds a tenant's model by the name that a client of RAGFlow's surfaces gives. */
@Injectable()
export class ModelFinder {
  /** Names of the factories, the preferred first. */
  private readonly ranking: readonly string[];

  constructor(
    private readonly catalog: FactoryCatalog,
    private readonly overview: ModelsOverview,
    private readonly models: TenantModelsRepository,
  ) {
    const ranked = [...catalog.list()].sort((one, other) => (other.rank ?? -1) - (one.rank ?? -1));
    this.ranking = ranked.map((factory) => factory.name);
  }

  /**
   * A tenant's own models come before shared ones. Of several factories that have a bare name, the highest in the
   * catalog wins; disabled models are not found.
   */
  async find(tx: Tx, tenantId: string, id: string, type: ModelType): Promise<FoundModel | null> {
    const wanted = parseModelId(id, (name) => this.catalog.find(name) !== undefined);
    const candidates = await this.models.listByName(tx, tenantId, this.spellings(wanted));
    const [best] = candidates
      .filter((model) => this.isMeant(model, wanted) && model.isEnabled && this.serves(model, type))
      .sort(
        (one, other) =>
          Number(one.isShared) - Number(other.isShared) || this.place(one.factory) - this.place(other.factory),
      );
    if (best) return { tenantModelId: best.id, ownerId: best.ownerId };
    return this.isBuiltin(wanted, type) ? { tenantModelId: null, ownerId: null } : null;
  }

  private spellings({ name, factory }: ModelId): string[] {
    return factory === null ? [name] : [name, bareName(name, factory)];
  }

  private isMeant(model: ModelOfFactory, { factory }: ModelId): boolean {
    return factory === null || model.factory === factory;
  }

  private serves(model: ModelOfFactory, type: ModelType): boolean {
    if (model.type === type) return true;
    const standIn = STAND_INS[type];
    return standIn?.type === model.type && this.hasAbility(model, standIn.ability);
  }

  private hasAbility({ factory, name, type, abilities }: ModelOfFactory, ability: string): boolean {
    if (abilities) return abilities.includes(ability);
    const known = this.catalog.find(factory)?.models.find((model) => model.name === name && model.type === type);
    return known?.abilities.includes(ability) ?? false;
  }

  /** Smaller is better: by rank, then by the catalog's order. */
  private place(factoryName: string): number {
    return this.ranking.indexOf(factoryName);
  }

  private isBuiltin({ name, factory }: ModelId, type: ModelType): boolean {
    const isAsked = factory === null || factory === BUILTIN;
    return isAsked && this.overview.builtin().models.some((model) => model.name === name && model.type === type);
  }
}
