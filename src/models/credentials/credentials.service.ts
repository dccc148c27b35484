import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { cutPage, type KeysetPage } from '../../http/keyset-page.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import type { NamedModel, VerificationReport } from '../../providers/verification-report.js';
import { storedVerification } from '../credential-check.js';
import { CredentialVault, type CredentialValues } from '../credential-vault.js';
import type { Credential, StoredVerification } from '../credential.entity.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { FactoryUnavailableError } from '../models.errors.js';
import { findOwnFactory, readOwnAddress, readOwnCredential } from '../own-credential.js';
import { TenantModelsRepository, type ModelToStore } from '../tenant-models.repository.js';
import { CredentialAccess } from './credential-access.js';
import { mergeCredential, secretNeededError } from './credential-changes.js';
import { CredentialProbe } from './credential-probe.js';
import type { CredentialRecord, CredentialRow } from './credential-record.js';
import { CredentialRecordsRepository } from './credential-records.repository.js';
import { CredentialUses } from './credential-uses.js';
import { catalogModels, readOwnModels, typeOfAll, type OwnModel } from './own-models.js';

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
  /** Those that it is to open, where they are about to change; what it opens now unless said. */
  models?: readonly NamedModel[];
  verify: boolean;
}

/** A provider to be connected that was found to be good. */
export interface PreparedCredential {
  factory: string;
  label: string;
  baseUrl: string;
  values: CredentialValues;
  models: readonly ModelToStore[];
  /** Null: saved unverified. */
  verification: StoredVerification | null;
}

/** A change that was found to be good, for the credential as it was then. */
export interface PreparedUpdate {
  row: CredentialRow;
  columns: Partial<Pick<Credential, 'label' | 'baseUrl' | 'sealed' | 'verification'>>;
  /** Which were given, for the audit trail. */
  fields: string[];
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
    return this.store(caller, await this.prepare(input));
  }

  /** The half of {@link create} that asks the provider; never within a transaction. */
  async prepare(input: NewCredential): Promise<PreparedCredential> {
    const factory = findOwnFactory(this.catalog, input.factory);
    const models = input.models === null ? catalogModels(factory) : readOwnModels(factory, input.models);
    const values = readOwnCredential(factory, input.credential, input.models && typeOfAll(models));
    const target = { factory, baseUrl: readOwnAddress(factory, input.baseUrl), credential: values };
    const report = await this.judge(target, models, input.verify);
    const label = input.label.trim() || factory.name;
    return { factory: factory.name, label, baseUrl: input.baseUrl.trim(), values, models, verification: report && storedVerification(report) }; // prettier-ignore
  }

  /** The half of {@link create} that writes. */
  async store(caller: Principal, { values, models, ...columns }: PreparedCredential): Promise<CredentialRecord> {
    const id = newUuid();
    const { tenantId } = caller;
    const sealed = await this.vault.seal(tenantId, id, values);
    const row = await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.credentials.insert(tx, {
        ...columns,
        id,
        tenantId,
        source: 'own',
        sealed,
        langbot: null,
        sharedWithAll: false,
      });
      await this.models.store(tx, tenantId, id, models);
      await this.record(tx, caller, 'credential.saved', id, { factory: columns.factory, models: models.length });
      return this.access.get(tx, tenantId, id);
    });
    return this.access.show(tenantId, row);
  }

  /** @throws BadInputError for a new address without the secret, ProviderRefusedError */
  async update(caller: Principal, id: string, change: CredentialChange): Promise<CredentialRecord> {
    return this.storeUpdate(caller, await this.prepareUpdate(caller, id, change));
  }

  /** The half of {@link update} that asks the provider; never within a transaction. */
  async prepareUpdate({ tenantId }: Principal, id: string, change: CredentialChange): Promise<PreparedUpdate> {
    const row = await this.find(tenantId, id);
    const label = change.label === undefined ? row.label : change.label.trim() || row.factory;
    return {
      row,
      columns: {
        ...(label === row.label ? {} : { label }),
        ...(await this.changedAccess(tenantId, row, change)),
      },
      fields: fieldsOf(change),
    };
  }

  /** The half of {@link update} that writes; what is so already is no change. @throws ConflictError when the credential was changed since it was prepared */
  async storeUpdate(caller: Principal, { row, columns, fields }: PreparedUpdate): Promise<CredentialRecord> {
    const { tenantId } = caller;
    const { id } = row;
    const changed = await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      const current = await this.access.get(tx, tenantId, id);
      if (!isSameAccess(row, current)) throw new ConflictError('The credential was changed meanwhile');
      if (Object.keys(columns).length === 0) return current;
      if (columns.baseUrl !== undefined) await this.keepOnePerAddress(tx, tenantId, row, columns.baseUrl);
      await this.credentials.update(tx, tenantId, id, columns);
      await this.record(tx, caller, 'credential.changed', id, { fields });
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

  /** By the names that the provider knows. @param wanted by ours; all that there are unless said */
  private async named(tenantId: string, id: string, wanted?: readonly NamedModel[]): Promise<NamedModel[]> {
    const stored = await this.tenantDb.run(tenantId, (tx) => this.models.listOfCredentials(tx, tenantId, [id]));
    if (!wanted) return stored.map(({ upstreamModel, type }) => ({ name: upstreamModel, type }));
    return wanted.map(({ name, type }) => {
      const known = stored.find((model) => model.name === name && model.type === type);
      return { name: known?.upstreamModel ?? name, type };
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
    const models = await this.named(tenantId, row.id, change.models);
    const credential = readOwnCredential(factory, values, typeOfAll(models));
    const isSame = baseUrl === row.baseUrl && isDeepStrictEqual(credential, stored);
    if (isSame && change.models === undefined) return {};
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

function fieldsOf({ verify: _verify, models: _models, ...fields }: CredentialChange): string[] {
  return Object.keys(fields);
}
