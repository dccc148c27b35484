import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../kernel/app-error.js';
import { acrossTenants, type Tx } from '../../database/transactions.js';
import { AliasesRepository, type AliasOnModel } from '../aliases/aliases.repository.js';
import { DEFAULT_SLOTS } from '../default-slots.js';
import { CredentialRecordsRepository, type DefaultOnModel } from './credential-records.repository.js';

/** Something that would lose what it stands on. */
interface Use {
  kind: DefaultOnModel['kind'] | 'alias' | 'tenant_alias';
  /** The slot (`llm_id`) or the alias's id; for another tenant's default or alias, that tenant. */
  id: string;
  /** The model as it is named there, or the alias; of another tenant's alias only the model. */
  name: string;
}

/** Knows what uses the models of a credential. */
@Injectable()
export class CredentialUses {
  constructor(
    private readonly records: CredentialRecordsRepository,
    private readonly aliases: AliasesRepository,
  ) {}

  /** @throws ConflictError with what uses them as `used_by` */
  async demandUnused(tx: Tx, tenantId: string, modelIds: readonly string[], message: string): Promise<void> {
    const [defaults, aliases] = await acrossTenants(tx, 'find what uses shared models', async (all) => [
      await this.records.listDefaultsOn(all, tenantId, modelIds),
      await this.aliases.listOnModels(all, tenantId, modelIds),
    ]);
    const uses = [...defaults.map(useByDefault), ...distinct(aliases.map((alias) => useByAlias(alias, tenantId)))];
    if (uses.length > 0) throw new ConflictError(message, { data: { used_by: uses } });
  }
}

function useByDefault({ kind, tenantId, type, modelName }: DefaultOnModel): Use {
  const slot = DEFAULT_SLOTS.find((one) => one.type === type)?.field ?? type;
  return { kind, id: kind === 'tenant_default' && tenantId !== null ? tenantId : slot, name: modelName };
}

function useByAlias({ tenantId, aliasId, aliasName, modelName }: AliasOnModel, ownTenantId: string): Use {
  if (tenantId === ownTenantId) return { kind: 'alias', id: aliasId, name: aliasName };
  return { kind: 'tenant_alias', id: tenantId, name: modelName };
}

/** An alias may stand on several of the models, and a tenant have several aliases on one. */
function distinct(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map((use) => [`${use.id}|${use.name}`, use])).values()];
}
