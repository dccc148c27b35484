import { Injectable } from '@nestjs/common';
import { newUuid } from '../../kernel/ids.js';
import type { Tx } from '../../database/transactions.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { Factory } from '../../providers/factory.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import { CredentialVault, type CredentialValues } from '../credential-vault.js';
import type { Credential } from '../credential.entity.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { callValues, listOfKeys, readKeys, sealableValues, type ProviderKeys } from './provider-keys.js';
import type { SharedModelRow } from '../tenant-models.repository.js';
import { RequesterCatalog, type RequesterTarget } from './requester-catalog.js';

/** A credential of the tenant's, opened, in LangBot's terms; it may have come through any door. */
export interface StoredProvider {
  credential: Credential;
  /** Absent when the catalog no longer has it. */
  factory: Factory | undefined;
  requester: string;
  /** Where it is called: what was given, else the factory's own address; empty when only the dialect knows. */
  address: string;
  keys: ProviderKeys;
  values: CredentialValues;
}

/** What is to be stored of a provider. */
export interface ProviderContent {
  label: string;
  requester: string;
  target: RequesterTarget;
  keys: ProviderKeys;
}

export interface ChangedContent extends ProviderContent {
  /** Anything but its name and the shape of its keys differs. */
  isAnother: boolean;
  /** Stays when left out. */
  isImplied?: boolean;
}

/** Reads and writes credentials as LangBot's providers. */
@Injectable()
export class ProviderStore {
  constructor(
    private readonly factories: FactoryCatalog,
    private readonly requesters: RequesterCatalog,
    private readonly vault: CredentialVault,
    private readonly credentials: CredentialsRepository,
  ) {}

  /** All of the tenant's, the oldest first. */
  async list(tx: Tx, tenantId: string): Promise<StoredProvider[]> {
    const credentials = await this.credentials.listSealed(tx, tenantId);
    return Promise.all(credentials.map((credential) => this.open(credential)));
  }

  /** Of a provider that another tenant shares, its kind is all that may be known. */
  shared({ credentialId: id, tenantId, factory, createdAt, updatedAt }: SharedModelRow): StoredProvider {
    const credential: Credential = {
      ...{ id, tenantId, factory, label: factory, source: 'own', baseUrl: '', sealed: Buffer.alloc(0) },
      ...{ verification: null, langbot: null, sharedWithAll: false, createdAt, updatedAt },
    };
    const requester = this.requesters.nameOf(factory);
    return {
      credential,
      factory: this.factories.find(factory),
      requester,
      address: '',
      keys: listOfKeys([]),
      values: {},
    };
  }

  async insert(tx: Tx, tenantId: string, content: ProviderContent, isImplied: boolean): Promise<string> {
    const { label, requester, target, keys } = content;
    const id = newUuid();
    await this.credentials.insert(tx, {
      id,
      tenantId,
      factory: target.factory.name,
      label,
      source: 'langbot',
      baseUrl: target.baseUrl,
      sealed: await this.vault.seal(tenantId, id, sealableValues(target.factory, keys)),
      verification: null,
      langbot: { requester, isImplied },
      sharedWithAll: false,
    });
    return id;
  }

  /** What was found out about a credential says nothing about another one. */
  async update(tx: Tx, { credential, keys: known, values }: StoredProvider, content: ChangedContent): Promise<void> {
    const { id, tenantId, factory, langbot } = credential;
    const { label, requester, target, keys, isAnother, isImplied = langbot?.isImplied ?? false } = content;
    const isRewritten = isAnother || JSON.stringify(keys) !== JSON.stringify(known);
    const kept = factory === target.factory.name ? values : {};
    await this.credentials.update(tx, tenantId, id, {
      label,
      factory: target.factory.name,
      baseUrl: target.baseUrl,
      langbot: langbot && { requester, isImplied },
      ...(isRewritten
        ? { sealed: await this.vault.seal(tenantId, id, sealableValues(target.factory, keys, kept)) }
        : {}),
      ...(isAnother ? { verification: null } : {}),
    });
  }

  private async open(credential: Credential): Promise<StoredProvider> {
    const factory = this.factories.find(credential.factory);
    const values = await this.vault.open(credential.tenantId, credential.id, credential.sealed);
    return {
      credential,
      factory,
      requester: credential.langbot?.requester ?? this.requesters.nameOf(credential.factory),
      address: addressOf(factory, credential.baseUrl),
      keys: readKeys(factory, values),
      values,
    };
  }
}

export function addressOf(factory: Factory | undefined, baseUrl: string): string {
  return baseUrl || (factory?.baseUrl ?? '');
}

/** Two spellings of one address. */
export function isSameAddress(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

/** Whom to call for a provider; null when the catalog no longer has its factory. */
export function targetOf({ factory, address, values }: StoredProvider): ProviderTarget | null {
  return factory ? { factory, baseUrl: address, credential: callValues(values) } : null;
}
