import { Injectable } from '@nestjs/common';
import type { ModelType } from '../kernel/model-type.js';
import type { Tx } from '../database/transactions.js';
import { DefaultModel } from './default-model.entity.js';

/** A tenant's defaults, at most one per type. */
@Injectable()
export class DefaultModelsRepository {
  list(tx: Tx, tenantId: string): Promise<DefaultModel[]> {
    return tx.findBy(DefaultModel, { tenantId });
  }

  async set(tx: Tx, tenantId: string, type: ModelType, modelName: string, tenantModelId: string | null): Promise<void> {
    await tx.upsert(DefaultModel, { tenantId, type, modelName, tenantModelId }, ['tenantId', 'type']);
  }

  async clear(tx: Tx, tenantId: string, type: ModelType): Promise<void> {
    await tx.delete(DefaultModel, { tenantId, type });
  }
}
