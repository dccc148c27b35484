import { Injectable } from '@nestjs/common';
import { newUuid } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { CredentialCheck, storedVerification } from './credential-check.js';
import { CredentialVault } from './credential-vault.js';
import type { Credential, StoredVerification } from './credential.entity.js';
import { CredentialSharesRepository } from './credential-shares.repository.js';
import { CredentialsRepository } from './credentials.repository.js';
import { BEHIND_CATALOG } from './credentials/own-models.js';
import { bareName } from './model-id.js';
import { ModelRequestRules } from './model-request-rules.js';
import type { ModelPlan, ModelRequest } from './model-request.js';
import { FactoryNotConfiguredError, FactorySharedError, ModelNotConfiguredError } from './models.errors.js';
import type { RefusalWording } from './refusal-text.js';
import type { TenantModel } from './tenant-model.entity.js';
import { TenantModelsRepository, type ModelOfFactory, type ModelToStore } from './tenant-models.repository.js';

/** A tenant's factories and models as RAGFlow's surfaces add and remove them. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly rules: ModelRequestRules,
    private readonly check: CredentialCheck,
    private readonly tenantDb: TenantDb,
    private readonly vault: CredentialVault,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly shares: CredentialSharesRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Adds a whole factory or one model, or updates what is there. The provider is asked first; nothing is stored, and
   * nothing that works is touched, unless it agrees.
   * @throws BadInputError, ProviderRefusedError
   */
  async add(caller: Principal, request: ModelRequest, wording: RefusalWording): Promise<void> {
    const plan = this.rules.plan(request);
    const report = await this.check.check(plan, wording);
    const verification = report && storedVerification(report);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      await this.credentials.lock(tx, caller.tenantId);
      const credentialId = await this.saveCredential(tx, caller.tenantId, plan, verification);
      await this.models.store(tx, caller.tenantId, credentialId, modelsOf(plan));
      await this.record(tx, caller, 'credential.saved', `credential:${credentialId}`, {
        factory: plan.factory.name,
        ...(plan.model ? { model: plan.model.name } : {}),
      });
    });
  }

  /** Removes a factory; defaults that point at its models go with them. @throws FactoryNotConfiguredError */
  async removeFactory(caller: Principal, factoryName: string): Promise<void> {
    const { name } = this.rules.findFactory(factoryName);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      const found = await this.lockAndList(tx, caller.tenantId, name);
      await this.credentials.delete(tx, caller.tenantId, found.map((credential) => credential.id)); // prettier-ignore
      await this.record(tx, caller, 'factory.removed', `factory:${name}`, { credentials: found.length });
    });
  }

  /** Removes one model; a credential without models left goes with it. @throws ModelNotConfiguredError */
  async removeModel(caller: Principal, factoryName: string, modelName: string): Promise<void> {
    const { name } = this.rules.findFactory(factoryName);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      const { all, named } = await this.find(tx, caller.tenantId, name, modelName);
      await this.models.delete(tx, caller.tenantId, named.map((model) => model.id)); // prettier-ignore
      const left = all.filter((model) => !named.includes(model));
      const emptied = named.map((model) => model.credentialId).filter((id) => left.every((model) => model.credentialId !== id)); // prettier-ignore
      await this.credentials.delete(tx, caller.tenantId, emptied);
      await this.record(tx, caller, 'model.removed', `model:${modelName}@${name}`, {});
    });
  }

  /** Switches one model on or off. @throws ModelNotConfiguredError */
  async setEnabled(caller: Principal, factoryName: string, modelName: string, isEnabled: boolean): Promise<void> {
    const { name } = this.rules.findFactory(factoryName);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      const { named } = await this.find(tx, caller.tenantId, name, modelName);
      await this.models.setEnabled(tx, caller.tenantId, named.map((model) => model.id), isEnabled); // prettier-ignore
      await this.record(tx, caller, isEnabled ? 'model.enabled' : 'model.disabled', `model:${modelName}@${name}`, {});
    });
  }

  /**
   * RAGFlow's surface keeps one credential for each address of a factory. A whole factory moves its credential to the
   * address given; a single model takes the one of its address, so that models on other servers stay where they are.
   */
  private async saveCredential(
    tx: Tx,
    tenantId: string,
    plan: ModelPlan,
    verification: StoredVerification | null,
  ): Promise<string> {
    const existing = await this.credentials.listOfRagflow(tx, tenantId, plan.factory.name);
    const atAddress = existing.find((credential) => credential.baseUrl === plan.baseUrl);
    const own = atAddress ?? (await this.findMovable(tx, tenantId, existing, plan));
    const id = own?.id ?? newUuid();
    const sealed = await this.vault.seal(tenantId, id, plan.credential);
    const columns = { baseUrl: plan.baseUrl, sealed, verification };
    if (own && keepsCredential(plan, own)) await this.credentials.update(tx, tenantId, id, { baseUrl: plan.baseUrl });
    else if (own) await this.credentials.update(tx, tenantId, id, columns);
    else {
      const { name: factory } = plan.factory;
      await this.credentials.insert(tx, {
        id,
        tenantId,
        factory,
        label: factory,
        source: 'ragflow',
        langbot: null,
        sharedWithAll: false,
        ...columns,
      });
    }
    await this.gather(tx, tenantId, existing, plan, id);
    return id;
  }

  /** What moves to a new address: the factory that was added whole, or a credential that opens just this one model. */
  private async findMovable(
    tx: Tx,
    tenantId: string,
    existing: readonly Credential[],
    plan: ModelPlan,
  ): Promise<Credential | undefined> {
    const models = await this.models.listOfCredentials(tx, tenantId, idsOf(existing));
    return existing.find((credential) => {
      const own = models.filter((model) => model.credentialId === credential.id);
      if (plan.model) return own.length === 1 && own.every((model) => isPlanned(plan, model));
      return own.length === 0 || own.some(({ position }) => position < BEHIND_CATALOG);
    });
  }

  /** A model that is added again leaves the credential where it was before, with what was counted on it. */
  private async gather(
    tx: Tx,
    tenantId: string,
    existing: readonly Credential[],
    plan: ModelPlan,
    id: string,
  ): Promise<void> {
    const elsewhere = existing.filter((credential) => credential.id !== id);
    const models = await this.models.listOfCredentials(tx, tenantId, idsOf(elsewhere));
    const here = await this.models.listOfCredentials(tx, tenantId, [id]);
    for (const model of models.filter((one) => one.langbot === null && isPlanned(plan, one))) {
      const isDouble = here.some((one) => one.langbot === null && one.name === model.name && one.type === model.type);
      if (isDouble) await this.models.delete(tx, tenantId, [model.id]);
      else await this.models.moveTo(tx, tenantId, model.id, id);
    }
    await this.shares.clearLostDefaults(tx, tenantId, id);
    const kept = await this.models.listOfCredentials(tx, tenantId, idsOf(elsewhere));
    const emptied = elsewhere.filter((credential) => kept.every((model) => model.credentialId !== credential.id));
    await this.credentials.delete(tx, tenantId, idsOf(emptied));
  }

  private async lockAndList(tx: Tx, tenantId: string, factory: string): Promise<Credential[]> {
    await this.credentials.lock(tx, tenantId);
    const found = await this.credentials.listOfRagflow(tx, tenantId, factory);
    if (found.length > 0) return found;
    await this.refuseShared(tx, tenantId, factory, () => true);
    throw new FactoryNotConfiguredError(factory);
  }

  private async find(tx: Tx, tenantId: string, factory: string, modelName: string) {
    const found = await this.lockAndList(tx, tenantId, factory);
    const all = await this.models.listOfCredentials(tx, tenantId, idsOf(found));
    const name = bareName(modelName.trim(), factory);
    const named = all.filter((model) => model.name === name);
    if (named.length > 0) return { all, named };
    await this.refuseShared(tx, tenantId, factory, (model) => model.name === name);
    throw new ModelNotConfiguredError(modelName, factory);
  }

  /** @throws FactorySharedError when the tenant has such a model of the factory by sharing */
  private async refuseShared(
    tx: Tx,
    tenantId: string,
    factory: string,
    isMeant: (model: ModelOfFactory) => boolean,
  ): Promise<void> {
    const models = await this.models.list(tx, tenantId);
    const hasShared = models.some((model) => model.isShared && model.factory === factory && isMeant(model));
    if (hasShared) throw new FactorySharedError(factory);
  }

  private record(
    tx: Tx,
    caller: Principal,
    action: string,
    subject: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { actor: caller, action, subject, tenantId: caller.tenantId, details });
  }
}

function idsOf(credentials: readonly Credential[]): string[] {
  return credentials.map((credential) => credential.id);
}

/** A further model at an address whose key is optional, added without one, means the key that is there. */
function keepsCredential({ model, baseUrl, credential }: ModelPlan, own: Credential): boolean {
  return model !== null && own.baseUrl === baseUrl && Object.keys(credential).length === 0;
}

function isPlanned(plan: ModelPlan, model: TenantModel): boolean {
  return modelsOf(plan).some((planned) => planned.name === model.name && planned.type === model.type);
}

/** What a plan stores: the one model, or all that the catalog has of the types served. */
function modelsOf({ factory, model }: ModelPlan): ModelToStore[] {
  if (model) return [{ ...model, upstreamModel: model.name, position: BEHIND_CATALOG }];
  return factory.models.map(({ name, type, maxTokens }, position) => ({
    name,
    type,
    maxTokens,
    position,
    upstreamModel: name,
  }));
}
