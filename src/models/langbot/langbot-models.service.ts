import { Injectable } from '@nestjs/common';
import { BadInputError, ForbiddenError, NotFoundError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { CredentialSharesRepository } from '../credential-shares.repository.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { TenantModelsRepository } from '../tenant-models.repository.js';
import { columnsOf, demandUnchanged, modelOf, type ModelChange, type ModelOfProvider, type NewModel, type ProviderChoice } from './langbot-model.js'; // prettier-ignore
import { TYPE_OF_KIND, typesOfKind, type ModelKind } from './model-kind.js';
import { ProviderAddress } from './provider-address.js';
import { ProviderChanges, type ProviderChange } from './provider-changes.js';
import { ProviderStore, type ChangedContent, type StoredProvider } from './provider-store.js';
import { RequesterCatalog } from './requester-catalog.js';

/** Behind everything that the catalog and RAGFlow's surfaces list. */
const LAST = 200_000;

/** A tenant's models as LangBot's surface manages them; those of the other surfaces are among them. */
@Injectable()
export class LangBotModelsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly store: ProviderStore,
    private readonly changes: ProviderChanges,
    private readonly addresses: ProviderAddress,
    private readonly requesters: RequesterCatalog,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly shares: CredentialSharesRepository,
    private readonly audit: AuditService,
  ) {}

  /** Own ones first, the oldest first, then those that others share. @param providerId only those of one provider */
  list(tenantId: string, kind: ModelKind, providerId?: string): Promise<ModelOfProvider[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const providers = new Map((await this.store.list(tx, tenantId)).map((each) => [each.credential.id, each]));
      const own = (await this.models.listRows(tx, tenantId)).flatMap((model) => {
        const provider = providers.get(model.credentialId);
        return provider ? [modelOf(model, provider)] : [];
      });
      return [...own, ...(await this.listShared(tx, tenantId))].filter(
        ({ model }) => typesOfKind(kind).includes(model.type) && (!providerId || providerId === model.credentialId),
      );
    });
  }

  /** @throws NotFoundError */
  get(tenantId: string, kind: ModelKind, id: string): Promise<ModelOfProvider> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const shared = await this.findShared(tx, tenantId, kind, id);
      return shared ?? this.find(tx, tenantId, kind, id, await this.store.list(tx, tenantId));
    });
  }

  /** The provider is not asked; only its address is judged. @throws BadInputError, NotFoundError */
  async create(caller: Principal, kind: ModelKind, { fields, provider }: NewModel): Promise<string> {
    const { tenantId } = caller;
    if ('values' in provider) await this.addresses.checkFor(provider.values.requester, provider.values.baseUrl);
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const credentialId = await this.choose(tx, tenantId, kind, provider);
      const id = newUuid();
      const row = { id, tenantId, credentialId, type: TYPE_OF_KIND[kind], maxTokens: fields.contextLength };
      await this.models.insert(tx, {
        ...row,
        ...columnsOf(fields),
        isEnabled: true,
        position: LAST,
        timeouts: null,
        price: null,
      });
      await this.record(tx, caller, 'model.saved', id);
      return id;
    });
  }

  /** @throws NotFoundError, BadInputError */
  async update(caller: Principal, kind: ModelKind, id: string, change: ModelChange): Promise<void> {
    const { tenantId } = caller;
    await this.addresses.checkChange(change.provider);
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const providers = await this.store.list(tx, tenantId);
      await this.demandOwn(tx, tenantId, kind, id);
      const current = this.find(tx, tenantId, kind, id, providers);
      const { model, fields, provider } = await current;
      if (model.langbot === null) demandUnchanged(fields, change.fields);
      const isMoved = change.providerId !== undefined && change.providerId !== model.credentialId;
      if (model.langbot === null && isMoved) throw new BadInputError('This model was not made on this surface: its provider can not be changed'); // prettier-ignore
      const credentialId = isMoved
        ? this.pick(providers, kind, change.providerId ?? '').credential.id
        : await this.changeProvider(tx, kind, await current, providers, change.provider);
      if (model.langbot !== null) {
        const next = { ...fields, requesterConfig: model.langbot.requesterConfig, ...change.fields };
        await this.models.update(tx, tenantId, id, { ...columnsOf(next), maxTokens: next.contextLength, credentialId });
        await this.shares.clearLostDefaults(tx, tenantId, credentialId);
        await this.dropIfForsaken(tx, caller, provider);
      }
      await this.record(tx, caller, 'model.saved', id);
    });
  }

  /** @throws NotFoundError */
  async delete(caller: Principal, kind: ModelKind, id: string): Promise<void> {
    const { tenantId } = caller;
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.demandOwn(tx, tenantId, kind, id);
      const { provider } = await this.find(tx, tenantId, kind, id, await this.store.list(tx, tenantId));
      await this.models.delete(tx, tenantId, [id]);
      await this.dropIfForsaken(tx, caller, provider);
      await this.record(tx, caller, 'model.removed', id);
    });
  }

  /** What others share, without what is theirs alone: address, keys, and what they add to calls. */
  private async listShared(tx: Tx, tenantId: string, id?: string): Promise<ModelOfProvider[]> {
    const rows = await this.models.listSharedRows(tx, tenantId, id);
    return rows.map(({ factory, ...model }) => {
      const langbot = model.langbot && { ...model.langbot, requesterConfig: null, extraArgs: {} };
      return modelOf({ ...model, langbot }, this.store.shared({ factory, ...model }));
    });
  }

  private async findShared(
    tx: Tx,
    tenantId: string,
    kind: ModelKind,
    id: string,
  ): Promise<ModelOfProvider | undefined> {
    const [shared] = await this.listShared(tx, tenantId, id);
    return shared && typesOfKind(kind).includes(shared.model.type) ? shared : undefined;
  }

  private async demandOwn(tx: Tx, tenantId: string, kind: ModelKind, id: string): Promise<void> {
    const shared = await this.findShared(tx, tenantId, kind, id);
    if (shared) throw new ForbiddenError('This model is shared with your tenant and read-only');
  }

  private async find(
    tx: Tx,
    tenantId: string,
    kind: ModelKind,
    id: string,
    providers: readonly StoredProvider[],
  ): Promise<ModelOfProvider> {
    const model = await this.models.find(tx, tenantId, id);
    const provider = providers.find(({ credential }) => credential.id === model?.credentialId);
    if (!model || !provider || !typesOfKind(kind).includes(model.type))
      throw new NotFoundError(`Model ${id} not found`);
    return modelOf(model, provider);
  }

  private async choose(tx: Tx, tenantId: string, kind: ModelKind, choice: ProviderChoice): Promise<string> {
    const providers = await this.store.list(tx, tenantId);
    if ('id' in choice) return this.pick(providers, kind, choice.id).credential.id;
    const { requester, baseUrl } = choice.values;
    this.demandServed(kind, requester, this.requesters.resolve(requester, baseUrl).factory);
    return this.changes.findOrInsert(tx, tenantId, providers, choice.values);
  }

  private pick(providers: readonly StoredProvider[], kind: ModelKind, id: string): StoredProvider {
    const found = providers.find(({ credential }) => credential.id === id);
    if (!found) throw new NotFoundError(`Provider ${id} not found`);
    this.demandServed(kind, found.requester, found.factory);
    return found;
  }

  private demandServed(kind: ModelKind, requester: string, factory: StoredProvider['factory']): void {
    if (factory && this.requesters.canServe(factory, TYPE_OF_KIND[kind])) return;
    throw BadInputError.inField('requester', 'supported', `requester ${requester} does not support ${kind} models`);
  }

  /**
   * What a model says of its provider holds for itself alone: the first generation has no providers, so that nobody
   * who changes one model's key means another's. A provider that others use stays as it is, and this model gets its own.
   */
  private async changeProvider(
    tx: Tx,
    kind: ModelKind,
    { model, provider }: ModelOfProvider,
    providers: readonly StoredProvider[],
    change: ProviderChange,
  ): Promise<string> {
    const { id, tenantId, source } = provider.credential;
    const isOurs = model.langbot !== null;
    const isGuest = isOurs && source !== 'langbot';
    const changed = this.changes.apply(provider, change, !isOurs);
    this.demandServed(kind, changed.requester, changed.target.factory);
    const isShared = isGuest || (await this.models.listOfCredentials(tx, tenantId, [id])).length > 1;
    if (changed.isAnother && isShared && isOurs) {
      return this.changes.findOrInsert(tx, tenantId, providers, valuesOf(changed));
    }
    if (!isGuest) await this.store.update(tx, provider, changed);
    return id;
  }

  /** Nobody could ever remove a credential whose clients know only models. */
  private async dropIfForsaken(
    tx: Tx,
    caller: Principal,
    { credential: { id, tenantId, source, langbot } }: StoredProvider,
  ): Promise<void> {
    if (langbot?.isImplied !== true && source !== 'ragflow') return;
    const left = await this.models.listOfCredentials(tx, tenantId, [id]);
    if (left.length > 0) return;
    await this.credentials.delete(tx, tenantId, [id]);
    await this.audit.record(tx, { actor: caller, action: 'credential.removed', subject: `credential:${id}`, tenantId }); // prettier-ignore
  }

  private record(tx: Tx, caller: Principal, action: string, id: string): Promise<void> {
    return this.audit.record(tx, { actor: caller, action, subject: `model:${id}`, tenantId: caller.tenantId });
  }
}

function valuesOf({ requester, target, keys }: ChangedContent) {
  return { requester, baseUrl: target.baseUrl, keys };
}
