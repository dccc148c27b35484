import { Injectable } from '@nestjs/common';
import type { ModelType } from '../../kernel/model-type.js';
import type { Tx } from '../../database/transactions.js';
import type { ModelPrice } from '../../providers/prices/price-table.js';
import type { CallTimeouts } from '../call-timeouts.js';
import { SHARED_WITH } from '../shared-with.js';
import type { LangBotModel } from '../tenant-model.entity.js';
import { ALL_TENANTS } from './model-versions.js';

/** An enabled model with the sealed credential that opens it. */
export interface CallableRow {
  id: string;
  credentialId: string;
  ownerId: string;
  isShared: boolean;
  factory: string;
  baseUrl: string;
  sealed: Buffer;
  credentialUpdatedAt: Date;
  name: string;
  upstreamModel: string;
  type: ModelType;
  maxTokens: number | null;
  langbot: LangBotModel | null;
  timeouts: CallTimeouts | null;
  price: ModelPrice | null;
  createdAt: Date;
}

/** What a tenant's picture of its models is built from. */
@Injectable()
export class RoutesRepository {
  /** Of the tenant, of every tenant whose credentials it may use, and of what concerns all; none when the tenant is gone. */
  listVersions(tx: Tx, tenantId: string): Promise<{ scope: string; version: string }[]> {
    return tx.query<{ scope: string; version: string }[]>(
      `SELECT s.scope, coalesce(v.version, 0) AS version
       FROM (SELECT $1::text AS scope UNION SELECT $2 UNION SELECT c.tenant_id FROM credentials c WHERE ${SHARED_WITH}) s
       LEFT JOIN model_versions v ON v.scope = s.scope
       WHERE EXISTS (SELECT 1 FROM tenants t WHERE t.id = $1)`,
      [tenantId, ALL_TENANTS],
    );
  }

  /** In the order in which models are shown: own ones first, by credential, then as the catalog has them. */
  listCallable(tx: Tx, tenantId: string): Promise<CallableRow[]> {
    return tx.query<CallableRow[]>(
      `SELECT m.id, m.credential_id AS "credentialId", m.tenant_id AS "ownerId", m.tenant_id <> $1 AS "isShared",
              c.factory, c.base_url AS "baseUrl", c.sealed, c.updated_at AS "credentialUpdatedAt", m.name, m.upstream_model AS "upstreamModel", m.type,
              m.max_tokens AS "maxTokens", m.langbot, m.timeouts, m.price, m.created_at AS "createdAt"
       FROM tenant_models m JOIN credentials c ON c.tenant_id = m.tenant_id AND c.id = m.credential_id
       WHERE m.is_enabled AND (m.tenant_id = $1 OR ${SHARED_WITH})
       ORDER BY "isShared", c.created_at, c.id, m.position, m.created_at, m.id`,
      [tenantId],
    );
  }
}
