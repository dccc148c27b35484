import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../kernel/app-error.js';
import type { Tx } from '../../database/transactions.js';
import { DEFAULT_SLOTS } from '../default-slots.js';
import { CredentialRecordsRepository, type DefaultOnModel } from './credential-records.repository.js';

/** Something that would lose what it stands on. */
interface Use {
  kind: DefaultOnModel['kind'];
  /** The slot (`llm_id`); for another tenant's default, that tenant. */
  id: string;
  /** The model as it is named there. */
  name: string;
}

/** Knows what uses the models of a credential. */
@Injectable()
export class CredentialUses {
  constructor(private readonly records: CredentialRecordsRepository) {}

  /** @throws ConflictError with what uses them as `used_by` */
  async demandUnused(tx: Tx, tenantId: string, modelIds: readonly string[], message: string): Promise<void> {
    const found = await this.records.listDefaultsOn(tx, tenantId, modelIds);
    if (found.length > 0) throw new ConflictError(message, { data: { used_by: found.map(useOf) } });
  }
}

function useOf({ kind, tenantId, type, modelName }: DefaultOnModel): Use {
  const slot = DEFAULT_SLOTS.find((one) => one.type === type)?.field ?? type;
  return { kind, id: kind === 'tenant_default' && tenantId !== null ? tenantId : slot, name: modelName };
}
