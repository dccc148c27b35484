import { Injectable } from '@nestjs/common';
import type { ModelType } from '../../kernel/model-type.js';
import type { Tx } from '../../database/transactions.js';
import { violatesUnique } from '../../database/unique-violation.js';
import type { KeysetPage } from '../../http/keyset-page.js';
import { AliasExistsError } from './alias.errors.js';
import { ALIAS_NAME_INDEX, ModelAlias, type AliasStrategy } from './model-alias.entity.js';
import { ModelAliasTarget } from './model-alias-target.entity.js';

/** A target as it is stored. */
export interface RouteTarget {
  tenantModelId: string;
  weight: number;
}

/** What an alias leads to, in the order of its targets. */
export interface AliasRow {
  createdAt: Date;
  name: string;
  strategy: AliasStrategy;
  targets: RouteTarget[];
}

/** A target with what is known of its model. */
export interface TargetRow extends RouteTarget {
  aliasId: string;
  /** Whose model it is. */
  ownerId: string;
  name: string;
  type: ModelType;
  factory: string;
  isEnabled: boolean;
}

/** An alias that stands on a model. */
export interface AliasOnModel {
  /** Whose alias it is. */
  tenantId: string;
  aliasId: string;
  aliasName: string;
  modelName: string;
}

/** A tenant's aliases and their targets. */
@Injectable()
export class AliasesRepository {
  /** @throws AliasExistsError */
  async insert(tx: Tx, alias: Pick<ModelAlias, 'id' | 'tenantId' | 'name' | 'strategy'>): Promise<void> {
    await refuseTaken(alias.name, () => tx.insert(ModelAlias, alias));
  }

  find(tx: Tx, tenantId: string, id: string): Promise<ModelAlias | null> {
    return tx.findOneBy(ModelAlias, { tenantId, id });
  }

  /** Keyset pagination by creation; one more than the limit comes back when there are more. */
  listPage(tx: Tx, tenantId: string, { limit, after, isDescending, search }: KeysetPage): Promise<ModelAlias[]> {
    const order = isDescending ? 'DESC' : 'ASC';
    const query = tx
      .createQueryBuilder(ModelAlias, 'a')
      .where('a.tenant_id = :tenantId', { tenantId })
      .orderBy('a.created_at', order)
      .addOrderBy('a.id', order)
      .take(limit + 1);
    if (search !== null) query.andWhere('position(lower(:search) IN lower(a.name)) > 0', { search });
    if (after) query.andWhere(`(a.created_at, a.id) ${isDescending ? '<' : '>'} (:createdAt, :id)`, after);
    return query.getMany();
  }

  /** Whether a limit names it as a model, and the tenant has no model of that name. */
  async isLimited(tx: Tx, tenantId: string, name: string): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      `SELECT 1 FROM limits WHERE tenant_id = $1 AND model = $2
         AND NOT EXISTS (SELECT 1 FROM tenant_models m WHERE m.tenant_id = $1 AND m.name = $2)
       LIMIT 1`,
      [tenantId, name],
    );
    return found.length > 0;
  }

  /** @throws AliasExistsError */
  async update(
    tx: Tx,
    { tenantId, id, version, name }: ModelAlias,
    columns: Partial<Pick<ModelAlias, 'name' | 'strategy'>>,
  ): Promise<void> {
    await refuseTaken(columns.name ?? name, () =>
      tx.update(ModelAlias, { tenantId, id }, { ...columns, version: version + 1 }),
    );
  }

  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(ModelAlias, { tenantId, id });
  }

  async replaceTargets(tx: Tx, tenantId: string, aliasId: string, targets: readonly RouteTarget[]): Promise<void> {
    await tx.delete(ModelAliasTarget, { tenantId, aliasId });
    await tx.insert(
      ModelAliasTarget,
      targets.map((target, position) => ({ ...target, tenantId, aliasId, position })),
    );
  }

  /** In their order. */
  listTargets(tx: Tx, tenantId: string, aliasIds: readonly string[]): Promise<TargetRow[]> {
    return tx.query<TargetRow[]>(
      `SELECT t.alias_id AS "aliasId", t.tenant_model_id AS "tenantModelId", t.weight, m.tenant_id AS "ownerId", m.name, m.type,
              c.factory, m.is_enabled AS "isEnabled"
       FROM model_alias_targets t
       JOIN tenant_models m ON m.id = t.tenant_model_id
       JOIN credentials c ON c.tenant_id = m.tenant_id AND c.id = m.credential_id
       WHERE t.tenant_id = $1 AND t.alias_id = ANY ($2)
       ORDER BY t.alias_id, t.position`,
      [tenantId, aliasIds],
    );
  }

  /** All aliases of a tenant as the data plane needs them; one that has lost its targets has none. */
  listRoutes(tx: Tx, tenantId: string): Promise<AliasRow[]> {
    return tx.query<AliasRow[]>(
      `SELECT a.name, a.strategy, a.created_at AS "createdAt",
              coalesce(json_agg(json_build_object('tenantModelId', t.tenant_model_id, 'weight', t.weight)
                                ORDER BY t.position) FILTER (WHERE t.alias_id IS NOT NULL), '[]') AS targets
       FROM model_aliases a
       LEFT JOIN model_alias_targets t ON t.tenant_id = a.tenant_id AND t.alias_id = a.id
       WHERE a.tenant_id = $1
       GROUP BY a.id ORDER BY a.name`,
      [tenantId],
    );
  }

  /** Whose aliases stand on these models of the tenant: its own, and those of tenants it shares with. */
  listOnModels(tx: Tx, tenantId: string, modelIds: readonly string[]): Promise<AliasOnModel[]> {
    return tx.query<AliasOnModel[]>(
      `SELECT a.tenant_id AS "tenantId", a.id AS "aliasId", a.name AS "aliasName", m.name AS "modelName"
       FROM tenant_models m
       JOIN model_alias_targets t ON t.tenant_model_id = m.id
       JOIN model_aliases a ON a.tenant_id = t.tenant_id AND a.id = t.alias_id
       WHERE m.tenant_id = $1 AND m.id = ANY ($2)
       ORDER BY a.tenant_id <> $1, a.tenant_id, a.name, m.name`,
      [tenantId, modelIds],
    );
  }
}

async function refuseTaken(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violatesUnique(error, ALIAS_NAME_INDEX)) throw new AliasExistsError(name);
    throw error;
  }
}
