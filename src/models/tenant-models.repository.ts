import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { newUuid } from '../kernel/ids.js';
import type { ModelType } from '../kernel/model-type.js';
import type { Tx } from '../database/transactions.js';
import type { ModelPrice } from '../providers/prices/price-table.js';
import type { CallTimeouts } from './call-timeouts.js';
import { SHARED_WITH } from './shared-with.js';
import { TenantModel } from './tenant-model.entity.js';

/** A model to be stored under a credential. */
export interface ModelToStore {
  name: string;
  upstreamModel: string;
  type: ModelType;
  maxTokens: number | null;
  position: number;
}

/** A model that a tenant can use, its own or a shared one, with the factory that its credential belongs to. */
export interface ModelOfFactory {
  id: string;
  credentialId: string;
  /** Whose it is. */
  ownerId: string;
  isShared: boolean;
  factory: string;
  /** Empty for the factory's own address, and for a shared model: where its owner's server is is nobody else's business. */
  baseUrl: string;
  name: string;
  type: ModelType;
  maxTokens: number | null;
  usedTokens: string;
  isEnabled: boolean;
  /** Null: the gateway's own. */
  timeouts: CallTimeouts | null;
  /** Null: the public one; a shared model's is its owner's business. */
  price: ModelPrice | null;
  /** What a client of LangBot's surface said it can do; null for models of the other surfaces. */
  abilities: readonly string[] | null;
}

const SELECT = `
  SELECT m.id, m.credential_id AS "credentialId", m.tenant_id AS "ownerId", m.tenant_id <> $1 AS "isShared", c.factory,
         CASE WHEN m.tenant_id = $1 THEN c.base_url ELSE '' END AS "baseUrl", m.name, m.type,
         m.max_tokens AS "maxTokens", coalesce(u.used_tokens, 0) AS "usedTokens", m.is_enabled AS "isEnabled",
         m.timeouts, CASE WHEN m.tenant_id = $1 THEN m.price END AS price, m.langbot -> 'abilities' AS abilities
  FROM tenant_models m JOIN credentials c ON c.tenant_id = m.tenant_id AND c.id = m.credential_id
  LEFT JOIN model_usage u ON u.tenant_id = $1 AND u.tenant_model_id = m.id
  WHERE (m.tenant_id = $1 OR ${SHARED_WITH})`;

/** Another tenant's model that may be used. */
export type SharedModelRow = TenantModel & { factory: string };

/** The models that a tenant's credentials open. */
@Injectable()
export class TenantModelsRepository {
  /** In the order in which they are shown: own ones first, by credential, then as the catalog has them. */
  list(tx: Tx, tenantId: string): Promise<ModelOfFactory[]> {
    const order = '"isShared", c.created_at, c.id, m.position, m.created_at, m.id';
    return tx.query<ModelOfFactory[]>(`${SELECT} ORDER BY ${order}`, [tenantId]);
  }

  listByName(tx: Tx, tenantId: string, names: readonly string[]): Promise<ModelOfFactory[]> {
    return tx.query<ModelOfFactory[]>(
      `${SELECT} AND m.name = ANY ($2) ORDER BY "isShared", c.created_at, m.position, m.id`,
      [tenantId, names],
    );
  }

  listOfCredentials(tx: Tx, tenantId: string, credentialIds: readonly string[]): Promise<TenantModel[]> {
    return tx.findBy(TenantModel, { tenantId, credentialId: In(credentialIds) });
  }

  /** As rows, the oldest first. */
  listRows(tx: Tx, tenantId: string): Promise<TenantModel[]> {
    return tx.find(TenantModel, { where: { tenantId }, order: { createdAt: 'ASC', position: 'ASC', id: 'ASC' } });
  }

  /** Those of other tenants that this one may use, the oldest first, with the factory that is all to be known of the credential. @param id only that one */
  listSharedRows(tx: Tx, tenantId: string, id: string | null = null): Promise<SharedModelRow[]> {
    return tx.query<SharedModelRow[]>(
      `SELECT m.id, m.tenant_id AS "tenantId", m.credential_id AS "credentialId", m.name,
              m.upstream_model AS "upstreamModel", m.type, m.max_tokens AS "maxTokens", m.is_enabled AS "isEnabled",
              m.position, m.langbot, m.created_at AS "createdAt", m.updated_at AS "updatedAt", c.factory
       FROM tenant_models m JOIN credentials c ON c.tenant_id = m.tenant_id AND c.id = m.credential_id
       WHERE m.tenant_id <> $1 AND ${SHARED_WITH} AND ($2::uuid IS NULL OR m.id = $2::uuid)
       ORDER BY m.created_at, m.position, m.id`,
      [tenantId, id],
    );
  }

  find(tx: Tx, tenantId: string, id: string): Promise<TenantModel | null> {
    return tx.findOneBy(TenantModel, { tenantId, id });
  }

  /** One more, whatever the others are called. */
  async insert(tx: Tx, model: Omit<TenantModel, 'createdAt' | 'updatedAt'>): Promise<void> {
    await tx.insert(TenantModel, model as object);
  }

  async update(tx: Tx, tenantId: string, id: string, columns: Partial<TenantModel>): Promise<void> {
    await tx.update(TenantModel, { tenantId, id }, columns as object);
  }

  /** New models are added, known ones take the new limits; what was counted on them stays. */
  async store(tx: Tx, tenantId: string, credentialId: string, models: readonly ModelToStore[]): Promise<void> {
    if (models.length === 0) return;
    const rows = models.map((model) => ({ id: newUuid(), tenantId, credentialId, ...model }));
    await tx
      .createQueryBuilder()
      .insert()
      .into(TenantModel)
      .values(rows)
      .orUpdate(['upstream_model', 'max_tokens', 'position', 'updated_at'], ['credential_id', 'name', 'type'], {
        indexPredicate: 'langbot IS NULL',
      })
      .execute();
  }

  async moveTo(tx: Tx, tenantId: string, id: string, credentialId: string): Promise<void> {
    await tx.update(TenantModel, { tenantId, id }, { credentialId });
  }

  async setEnabled(tx: Tx, tenantId: string, ids: readonly string[], isEnabled: boolean): Promise<void> {
    await tx.update(TenantModel, { tenantId, id: In(ids) }, { isEnabled });
  }

  async delete(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
    await tx.delete(TenantModel, { tenantId, id: In(ids) });
  }
}
