import { Injectable, Logger } from '@nestjs/common';
import type { ModelType } from '../../kernel/model-type.js';
import type { Subject } from '../../database/snapshot-cache.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { PriceList } from '../../providers/prices/price-list.js';
import type { ModelPrice } from '../../providers/prices/price-table.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import { AliasesRepository, type AliasRow } from '../aliases/aliases.repository.js';
import { CredentialVault } from '../credential-vault.js';
import { DefaultModelsRepository } from '../default-models.repository.js';
import { InstanceDefaultsRepository } from '../instance-defaults.repository.js';
import { callValues } from '../langbot/provider-keys.js';
import { BuiltinModels } from './builtin-models.js';
import { RoutesRepository, type CallableRow } from './routes.repository.js';
import { ALL_TENANTS } from './model-versions.js';
import type { AliasRoute, ModelRoute, TenantRoutes } from './tenant-routes.js';

/** A tenant's row has no version of its own: it is there, or it is gone. */
const LIVING_TENANT = 1;

/** Reads what a tenant can call, with the opened credentials of its providers. */
@Injectable()
export class TenantRoutesLoader {
  private readonly logger = new Logger(TenantRoutesLoader.name);

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly routes: RoutesRepository,
    private readonly defaults: DefaultModelsRepository,
    private readonly instanceDefaults: InstanceDefaultsRepository,
    private readonly aliases: AliasesRepository,
    private readonly builtins: BuiltinModels,
    private readonly vault: CredentialVault,
    private readonly catalog: FactoryCatalog,
  ) {}

  /** Null for a tenant that there is not. */
  async load(tenantId: string): Promise<TenantRoutes | null> {
    const read = await this.tenantDb.run(tenantId, (tx) => this.read(tx, tenantId));
    if (read === null) return null;
    const targets = await this.open(read.rows);
    const models = [
      ...read.rows.flatMap((row) => routeOf(row, targets.get(row.credentialId))),
      ...this.builtins.list(),
    ];
    return {
      tenantId,
      subjects: read.subjects,
      models,
      byName: grouped(models),
      aliases: aliasesOf(models, read.aliases),
      defaults: defaultsOf(models, read.defaults),
    };
  }

  /** Versions come first: a change between the queries then has a newer one, and voids what was read. */
  private async read(tx: Tx, tenantId: string) {
    const versions = await this.routes.listVersions(tx, tenantId);
    if (versions.length === 0) return null;
    const subjects = versions.flatMap(({ scope, version }): Subject[] => [
      { kind: 'models', id: scope, version: Number(version) },
      ...(scope === ALL_TENANTS ? [] : [{ kind: 'tenant' as const, id: scope, version: LIVING_TENANT }]),
    ]);
    const rows = await this.routes.listCallable(tx, tenantId);
    const own = await this.defaults.list(tx, tenantId);
    const defaults = [...own, ...(await this.instanceDefaults.listUsable(tx, tenantId))];
    return { subjects, rows, defaults, aliases: await this.aliases.listRoutes(tx, tenantId) };
  }

  /** One that can't be opened, or whose factory has gone, takes only its own models away. */
  private async open(rows: readonly CallableRow[]): Promise<ReadonlyMap<string, ProviderTarget>> {
    const targets = new Map<string, ProviderTarget>();
    for (const { credentialId, ownerId, factory: name, baseUrl, sealed } of rows) {
      const factory = this.catalog.find(name);
      if (targets.has(credentialId) || !factory) continue;
      try {
        const values = callValues(await this.vault.open(ownerId, credentialId, sealed));
        targets.set(credentialId, { factory, baseUrl: baseUrl || (factory.baseUrl ?? ''), credential: values });
      } catch (error) {
        this.logger.error(`Credential ${credentialId} can't be opened: ${String(error)}`);
      }
    }
    return targets;
  }
}

function routeOf(row: CallableRow, target: ProviderTarget | undefined): ModelRoute[] {
  if (!target) return [];
  const { name, type, langbot } = row;
  const known = target.factory.models.find((model) => model.name === name && model.type === type);
  return [
    {
      tenantModelId: row.id,
      credentialId: row.credentialId,
      circuit: `${row.credentialId}|${row.credentialUpdatedAt.getTime()}`,
      isShared: row.isShared,
      name,
      fullName: `${name}@${row.factory}`,
      upstreamModel: row.upstreamModel,
      type,
      contextLength: langbot?.contextLength ?? known?.contextLength ?? row.maxTokens,
      maxOutputTokens: known?.maxOutputTokens ?? null,
      price: priceListOf(row.price ?? known?.price ?? null),
      target,
      extraBody: langbot?.extraArgs ?? {},
      timeouts: row.timeouts,
      createdAt: row.createdAt,
    },
  ];
}

/** Of the table's prices each is made ready once, however many tenants have the model. */
const lists = new WeakMap<ModelPrice, PriceList>();

function priceListOf(price: ModelPrice | null): PriceList | null {
  if (price === null) return null;
  let list = lists.get(price);
  if (!list) lists.set(price, (list = new PriceList(price)));
  return list;
}

function grouped(models: readonly ModelRoute[]): ReadonlyMap<string, readonly ModelRoute[]> {
  const byName = new Map<string, ModelRoute[]>();
  for (const model of models) {
    const same = byName.get(model.name);
    if (same) same.push(model);
    else byName.set(model.name, [model]);
  }
  return byName;
}

/** The first of a type counts; one whose model can't be called now leaves its slot to nobody else. */
function defaultsOf(
  models: readonly ModelRoute[],
  rows: readonly { type: ModelType; modelName: string; tenantModelId: string | null }[],
): ReadonlyMap<ModelType, ModelRoute> {
  const defaults = new Map<ModelType, ModelRoute>();
  const settled = new Set<ModelType>();
  for (const { type, modelName, tenantModelId } of rows) {
    if (settled.has(type)) continue;
    settled.add(type);
    const isMeant = (model: ModelRoute): boolean =>
      tenantModelId === null
        ? model.tenantModelId === null && [model.name, model.fullName].includes(modelName)
        : model.tenantModelId === tenantModelId;
    const route = models.find(isMeant);
    if (route) defaults.set(type, route);
  }
  return defaults;
}

/** Targets that can't be called now are passed over; an alias without any is still a name that is taken. */
function aliasesOf(models: readonly ModelRoute[], rows: readonly AliasRow[]): ReadonlyMap<string, AliasRoute> {
  const byId = new Map(models.map((model) => [model.tenantModelId, model]));
  return new Map(
    rows.map(({ name, strategy, targets, createdAt }) => {
      const callable = targets.flatMap(({ tenantModelId, weight }) => {
        const route = byId.get(tenantModelId);
        return route ? [{ route, weight }] : [];
      });
      return [name, { name, strategy, targets: callable, createdAt }];
    }),
  );
}
