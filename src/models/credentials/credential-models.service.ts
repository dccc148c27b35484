import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError } from '../../kernel/app-error.js';
import { isAlready } from '../../kernel/is-already.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import type { FoundModel } from '../../providers/model-discovery.js';
import { CredentialsRepository } from '../credentials.repository.js';
import type { TenantModel } from '../tenant-model.entity.js';
import { TenantModelsRepository, type ModelOfFactory } from '../tenant-models.repository.js';
import { CredentialAccess } from './credential-access.js';
import { CredentialProbe } from './credential-probe.js';
import { CredentialUses } from './credential-uses.js';
import { demandWholePrice } from './own-price.js';
import { readOwnModels, type OwnModel } from './own-models.js';

/** A model that the provider lists, and whether the credential has it already. */
export interface DiscoveredModel extends FoundModel {
  isAdded: boolean;
}

/** What is to change about a model; what is absent stays. */
export type CredentialModelChange = Partial<Pick<TenantModel, 'isEnabled' | 'timeouts' | 'maxTokens' | 'price'>>;

/** The models that one credential opens. */
@Injectable()
export class CredentialModelsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly access: CredentialAccess,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly probe: CredentialProbe,
    private readonly uses: CredentialUses,
    private readonly audit: AuditService,
  ) {}

  list({ tenantId }: Principal, credentialId: string): Promise<ModelOfFactory[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.access.get(tx, tenantId, credentialId);
      return this.listWithin(tx, tenantId, credentialId);
    });
  }

  /** Asks the provider which models it has. @throws ProviderRefusedError */
  async discover({ tenantId }: Principal, credentialId: string): Promise<DiscoveredModel[]> {
    const row = await this.tenantDb.run(tenantId, (tx) => this.access.get(tx, tenantId, credentialId));
    const found = await this.probe.discover(await this.access.targetOf(tenantId, row));
    const stored = await this.tenantDb.run(tenantId, (tx) => this.models.listOfCredentials(tx, tenantId, [credentialId])); // prettier-ignore
    const names = new Set(stored.map((model) => model.upstreamModel));
    return found.map((model) => ({ ...model, isAdded: names.has(model.name) }));
  }

  /** The provider is not asked: what it lists and what it serves are often two things. @throws ConflictError */
  async add(caller: Principal, credentialId: string, model: OwnModel): Promise<ModelOfFactory> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const factory = this.access.factoryOf(await this.access.get(tx, tenantId, credentialId));
      const planned = readOwnModels(factory, [model]);
      const isMeant = ({ name, type }: Pick<ModelOfFactory, 'name' | 'type'>) =>
        planned.some((one) => one.name === name && one.type === type);
      if ((await this.listWithin(tx, tenantId, credentialId)).some(isMeant)) {
        throw new ConflictError(`The credential has the model '${model.name}' (type: ${model.type}) already`);
      }
      await this.models.store(tx, tenantId, credentialId, planned);
      await this.record(tx, caller, 'model.added', credentialId, { model: model.name, type: model.type });
      const added = (await this.listWithin(tx, tenantId, credentialId)).find(isMeant);
      if (!added) throw new Error(`Model ${model.name} was not stored`);
      return added;
    });
  }

  /** Defaults and aliases on a model that is switched off stay, and can't be called meanwhile. @throws NotFoundError, BadInputError */
  change(
    caller: Principal,
    credentialId: string,
    modelId: string,
    change: CredentialModelChange,
  ): Promise<ModelOfFactory> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.access.get(tx, tenantId, credentialId);
      const model = await this.getWithin(tx, tenantId, credentialId, modelId);
      const { name, type } = model;
      if (change.price) demandWholePrice(type, change.price);
      if (isAlready(model, change)) return model;
      await this.models.update(tx, tenantId, modelId, change);
      await this.record(tx, caller, 'model.changed', credentialId, { model: name, type, ...change });
      return this.getWithin(tx, tenantId, credentialId, modelId);
    });
  }

  /** Removes a model and the defaults on it. @throws ConflictError naming what uses it */
  remove(caller: Principal, credentialId: string, modelId: string, isForced: boolean): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.access.get(tx, tenantId, credentialId);
      const model = await this.getWithin(tx, tenantId, credentialId, modelId);
      if (!isForced) await this.uses.demandUnused(tx, tenantId, [modelId], 'The model is in use');
      await this.models.delete(tx, tenantId, [modelId]);
      await this.record(tx, caller, 'model.removed', credentialId, { model: model.name, type: model.type });
    });
  }

  private async listWithin(tx: Tx, tenantId: string, credentialId: string): Promise<ModelOfFactory[]> {
    return (await this.models.list(tx, tenantId)).filter((model) => model.credentialId === credentialId);
  }

  private async getWithin(tx: Tx, tenantId: string, credentialId: string, modelId: string): Promise<ModelOfFactory> {
    const model = (await this.listWithin(tx, tenantId, credentialId)).find(({ id }) => id === modelId);
    if (!model) throw new NotFoundError(`Model '${modelId}' not found`);
    return model;
  }

  private record(
    tx: Tx,
    caller: Principal,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { actor: caller, action, subject: `credential:${id}`, tenantId: caller.tenantId, details }); // prettier-ignore
  }
}
