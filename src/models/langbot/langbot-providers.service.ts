import { Injectable } from '@nestjs/common';
import { BadInputError, NotFoundError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { CredentialsRepository } from '../credentials.repository.js';
import type { TenantModel } from '../tenant-model.entity.js';
import { TenantModelsRepository } from '../tenant-models.repository.js';
import { kindOfType, MODEL_KINDS, type ModelKind } from './model-kind.js';
import { ProviderAddress } from './provider-address.js';
import { ProviderChanges, type ProviderChange, type ProviderValues } from './provider-changes.js';
import { ProviderStore, type StoredProvider } from './provider-store.js';

/** A provider with how many models of each kind it has. */
export interface CountedProvider {
  provider: StoredProvider;
  counts: Readonly<Record<ModelKind, number>>;
}

const NAMES: Readonly<Record<ModelKind, string>> = { llm: 'LLM', embedding: 'Embedding', rerank: 'Rerank' };

/** A tenant's providers as LangBot's surface manages them; those of the other surfaces are among them. */
@Injectable()
export class LangBotProvidersService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly store: ProviderStore,
    private readonly changes: ProviderChanges,
    private readonly addresses: ProviderAddress,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly audit: AuditService,
  ) {}

  list(tenantId: string): Promise<CountedProvider[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const models = await this.models.listRows(tx, tenantId);
      return (await this.store.list(tx, tenantId)).map((provider) => counted(provider, models));
    });
  }

  /** @throws NotFoundError */
  get(tenantId: string, id: string): Promise<CountedProvider> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const provider = await this.find(tx, tenantId, id);
      return counted(provider, await this.models.listOfCredentials(tx, tenantId, [id]));
    });
  }

  /** The provider is not asked; only its address is judged. */
  async create(caller: Principal, label: string, values: ProviderValues): Promise<string> {
    await this.addresses.checkFor(values.requester, values.baseUrl);
    return this.tenantDb.run(caller.tenantId, async (tx) => {
      await this.credentials.lock(tx, caller.tenantId);
      const id = await this.store.insert(tx, caller.tenantId, this.changes.contentOf(values, label), false);
      await this.record(tx, caller, 'credential.saved', id);
      return id;
    });
  }

  /** @throws NotFoundError, BadInputError */
  async update(caller: Principal, id: string, change: ProviderChange): Promise<void> {
    await this.addresses.checkChange(change);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      await this.credentials.lock(tx, caller.tenantId);
      const provider = await this.find(tx, caller.tenantId, id);
      await this.store.update(tx, provider, { ...this.changes.apply(provider, change), isImplied: false });
      await this.record(tx, caller, 'credential.saved', id);
    });
  }

  /** @throws NotFoundError, BadInputError while models are left */
  async delete(caller: Principal, id: string): Promise<void> {
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      await this.credentials.lock(tx, caller.tenantId);
      const { credential } = await this.find(tx, caller.tenantId, id);
      const left = await this.models.listOfCredentials(tx, caller.tenantId, [id]);
      if (left.length > 0) throw new BadInputError(whatIsLeft(left));
      await this.credentials.delete(tx, caller.tenantId, [credential.id]);
      await this.record(tx, caller, 'credential.removed', id);
    });
  }

  private async find(tx: Tx, tenantId: string, id: string): Promise<StoredProvider> {
    const found = (await this.store.list(tx, tenantId)).find(({ credential }) => credential.id === id);
    if (!found) throw new NotFoundError(`Provider ${id} not found`);
    return found;
  }

  private record(tx: Tx, caller: Principal, action: string, id: string): Promise<void> {
    return this.audit.record(tx, { actor: caller, action, subject: `credential:${id}`, tenantId: caller.tenantId });
  }
}

function counted(provider: StoredProvider, models: readonly TenantModel[]): CountedProvider {
  const own = models.filter(({ credentialId }) => credentialId === provider.credential.id);
  const count = (kind: ModelKind) => own.filter(({ type }) => kindOfType(type) === kind).length;
  return { provider, counts: { llm: count('llm'), embedding: count('embedding'), rerank: count('rerank') } };
}

/** In LangBot's words; it looks for LLMs first. */
function whatIsLeft(models: readonly TenantModel[]): string {
  const kind = MODEL_KINDS.find((each) => models.some(({ type }) => kindOfType(type) === each));
  return `Cannot delete provider: ${kind ? `${NAMES[kind]} models` : 'Models'} still reference it`;
}
