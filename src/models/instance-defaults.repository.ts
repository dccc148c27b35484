import { Injectable } from '@nestjs/common';
import type { ModelType } from '../kernel/model-type.js';
import type { Tx } from '../database/transactions.js';
import { InstanceDefault } from './instance-default.entity.js';

/** The instance's defaults, at most one per type. */
@Injectable()
export class InstanceDefaultsRepository {
  list(tx: Tx): Promise<InstanceDefault[]> {
    return tx.find(InstanceDefault);
  }

  /** Those whose model a tenant can use: it is built in, its own, or shared with it. */
  listUsable(tx: Tx, tenantId: string): Promise<InstanceDefault[]> {
    return tx.query<InstanceDefault[]>(
      `SELECT d.type, d.model_name AS "modelName", d.tenant_model_id AS "tenantModelId" FROM instance_defaults d
       LEFT JOIN tenant_models m ON m.id = d.tenant_model_id
       LEFT JOIN credentials c ON c.tenant_id = m.tenant_id AND c.id = m.credential_id
       WHERE d.tenant_model_id IS NULL OR m.is_enabled AND (c.tenant_id = $1 OR c.shared_with_all OR EXISTS (
         SELECT 1 FROM credential_shares s
         WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id AND s.recipient_id = $1))`,
      [tenantId],
    );
  }

  async set(tx: Tx, type: ModelType, modelName: string, tenantModelId: string | null): Promise<void> {
    await tx.upsert(InstanceDefault, { type, modelName, tenantModelId }, ['type']);
  }

  async clear(tx: Tx, type: ModelType): Promise<void> {
    await tx.delete(InstanceDefault, { type });
  }
}
