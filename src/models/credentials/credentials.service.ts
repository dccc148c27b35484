import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { cutPage, type KeysetPage } from '../../http/keyset-page.js';
import type { Factory } from '../../providers/factory.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import type { NamedModel, VerificationReport } from '../../providers/verification-report.js';
import { storedVerification } from '../credential-check.js';
import { CredentialVault } from '../credential-vault.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { FactoryUnavailableError } from '../models.errors.js';
import { findOwnFactory, readOwnAddress, readOwnCredential } from '../own-credential.js';
import { TenantModelsRepository } from '../tenant-models.repository.js';
import { CredentialAccess } from './credential-access.js';
import { mergeCredential, secretNeededError } from './credential-changes.js';
import { CredentialProbe } from './credential-probe.js';
import type { CredentialRecord, CredentialRow } from './credential-record.js';
import { CredentialRecordsRepository } from './credential-records.repository.js';
import { CredentialUses } from './credential-uses.js';
import { catalogModels, readOwnModels, type OwnModel } from './own-models.js';

/** A provider to be connected. */
export interface NewCredential {
  factory: string;
  /** Empty: the factory's name. */
  label: string;
  baseUrl: string;
  credential: Readonly<Record<string, unknown>>;
  /** Null: all that the catalog has. */
  models: readonly OwnModel[] | null;
  verify: boolean;
}

/** What is to change; what is absent stays. */
export interface CredentialChange {
  label?: string;
  baseUrl?: string;
  credential?: Readonly<Record<string, unknown>>;
  verify: boolean;
}

/** A tenant's provider credentials as our own surface manages them: any number of each factory. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly catalog: FactoryCatalog,
    private readonly access: CredentialAccess,
    private readonly records: CredentialRecordsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
    private readonly vault: CredentialVault,
    private readonly probe: CredentialProbe,
    private readonly uses: CredentialUses,
    private readonly audit: AuditService,
  ) {}

  async list(
    { tenantId }: Principal,
    page: KeysetPage,
  ): Promise<{ items: CredentialRecord[]; nextCursor: string | null }> {
    const rows = await this.tenantDb.run(tenantId, (tx) => this.records.listPage(tx, tenantId, page));
    const { items, nextCursor } = cutPage(rows, page.limit);
    return { items: await Promise.all(items.map((row) => this.access.show(tenantId, row))), nextCursor };
  }

  async get({ tenantId }: Principal, id: string): Promise<CredentialRecord> {
    return this.access.show(tenantId, await this.find(tenantId, id));
  }

  /**
   * Connects a provider. It is asked first, unless it is self-deployed or the caller does not want that.
   * @throws BadInputError, ProviderRefusedError
   */
  async create(caller: Principal, input: NewCredential): Promise<CredentialRecord> {
    const factory = findOwnFactory(this.catalog, input.factory);
    const models = input.models === null ? catalogModels(factory) : readOwnModels(factory, input.models);
    const values = readOwnCredential(factory, input.credential, input.models?.[0]?.type ?? null);
    const target = { factory, baseUrl: readOwnAddress(factory, input.baseUrl), credential: values };
    const report = await this.judge(target, models, input.verify);
    const id = newUuid();
    const { tenantId } = caller;
    const sealed = await this.vault.seal(tenantId, id, values);
    const row = await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.credentials.insert(tx, {
        id,
        tenantId,
        factory: factory.name,
        label: input.label.trim() || factory.name,
        source: 'own',
        baseUrl: input.baseUrl.trim(),
        sealed,
        verification: report && storedVerification(report),
        langbot: null,
        sharedWithAll: false,
      });
      await this.models.store(tx, tenantId, id, models);
      await this.record(tx, caller, 'credential.saved', id, { factory: factory.name, models: models.length });
      return this.access.get(tx, tenantId, id);
    });
    return this.access.show(tenantId, row);
  }

  /** @throws BadInputError for a new address without the secret, ProviderRefusedError */
  async update(caller: Principal, id: string, change: CredentialChange): Promise<CredentialRecord> {
    const { tenantId } = caller;
    const row = await this.find(tenantId, id);
    const columns = {
      ...(change.label === undefined ? {} : { label: change.label.trim() || row.factory }),
      ...(await this.changedAccess(tenantId, row, change)),
    };
    const changed = await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const current = await this.access.get(tx, tenantId, id);
      if (!isSameAccess(row, current)) throw new ConflictError('The credential was changed meanwhile');
      if ('baseUrl' in columns) await this.keepOnePerAddress(tx, tenantId, row, columns.baseUrl);
      if (Object.keys(columns).length > 0) await this.credentials.update(tx, tenantId, id, columns);
      await this.record(tx, caller, 'credential.changed', id, { fields: fieldsOf(change) });
      return this.access.get(tx, tenantId, id);
    });
    return this.access.show(tenantId, changed);
  }

  /** Removes a credential with its models and the defaults on them. @throws ConflictError naming what uses it */
  async delete(caller: Principal, id: string, isForced: boolean): Promise<void> {
    const { tenantId } = caller;
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const row = await this.access.get(tx, tenantId, id);
      if (!isForced) {
        const models = await this.models.listOfCredentials(tx, tenantId, [id]);
        await this.uses.demandUnused(tx, tenantId, models.map((model) => model.id), 'The credential is in use'); // prettier-ignore
      }
      await this.credentials.delete(tx, tenantId, [id]);
      await this.record(tx, caller, 'credential.removed', id, { factory: row.factory, models: row.modelCount });
    });
  }

  /** Asks the provider again and keeps what it says. */
  async verify(caller: Principal, id: string): Promise<VerificationReport> {
    const { tenantId } = caller;
    const row = await this.find(tenantId, id);
    const report = await this.probe.verify(await this.access.targetOf(tenantId, row), await this.named(tenantId, id));
    await this.tenantDb.run(tenantId, async (tx) => {
      const isStored = await this.records.saveVerification(tx, tenantId, row, storedVerification(report));
      if (isStored) await this.record(tx, caller, 'credential.verified', id, { verdict: report.verdict });
    });
    return report;
  }

  private find(tenantId: string, id: string): Promise<CredentialRow> {
    return this.tenantDb.run(tenantId, (tx) => this.access.get(tx, tenantId, id));
  }

  private named(tenantId: string, id: string): Promise<NamedModel[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const models = await this.models.listOfCredentials(tx, tenantId, [id]);
      return models.map(({ upstreamModel, type }) => ({ name: upstreamModel, type }));
    });
  }

  /** The columns that say where the provider is and what opens it, where they change. */
  private async changedAccess(tenantId: string, row: CredentialRow, change: CredentialChange) {
    if (change.baseUrl === undefined && change.credential === undefined) return {};
    const factory = this.access.factoryOf(row);
    const stored = await this.access.open(tenantId, row);
    const { values, keepsSecret } = mergeCredential(factory, stored, change.credential ?? {});
    const baseUrl = change.baseUrl === undefined ? row.baseUrl : change.baseUrl.trim();
    const address = readOwnAddress(factory, baseUrl);
    if (keepsSecret && address !== readOwnAddress(factory, row.baseUrl)) throw secretNeededError();
    const models = await this.named(tenantId, row.id);
    const credential = readOwnCredential(factory, values, typeOfAll(models));
    const report = await this.judge({ factory, baseUrl: address, credential }, models, change.verify);
    const sealed = await this.vault.seal(tenantId, row.id, credential);
    return { baseUrl, sealed, verification: report && storedVerification(report) };
  }

  /** @returns null for what is saved unverified; its address is checked all the same */
  private async judge(
    target: ProviderTarget,
    models: readonly NamedModel[],
    isWanted: boolean,
  ): Promise<VerificationReport | null> {
    const { available, unavailableReason, selfDeployed } = target.factory;
    if (!available) throw new FactoryUnavailableError(unavailableReason ?? '');
    await this.probe.checkAddress(target.baseUrl);
    return isWanted && !selfDeployed ? this.probe.demandValid(target, models) : null;
  }

  /** RAGFlow's surface knows its credentials by factory and address. */
  private async keepOnePerAddress(tx: Tx, tenantId: string, row: CredentialRow, baseUrl: string): Promise<void> {
    if (row.source !== 'ragflow') return;
    const others = await this.credentials.listOfRagflow(tx, tenantId, row.factory);
    if (others.some((other) => other.id !== row.id && other.baseUrl === baseUrl)) {
      throw new ConflictError(`Another credential of ${row.factory} has this base_url already`);
    }
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

function isSameAccess(one: CredentialRow, other: CredentialRow): boolean {
  return one.baseUrl === other.baseUrl && one.sealed.equals(other.sealed);
}

function fieldsOf({ verify: _verify, ...fields }: CredentialChange): string[] {
  return Object.keys(fields);
}

/** What the models are all of; null when they differ or there are none, and then every field counts. */
function typeOfAll(models: readonly NamedModel[]): Factory['modelTypes'][number] | null {
  const types = new Set(models.map(({ type }) => type));
  return types.size === 1 ? (models[0]?.type ?? null) : null;
}
