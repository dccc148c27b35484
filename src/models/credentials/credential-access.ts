import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { Factory } from '../../providers/factory.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import { CredentialSharesRepository } from '../credential-shares.repository.js';
import { CredentialVault } from '../credential-vault.js';
import { CredentialNotFoundError, CredentialSharedError, FactoryNotAllowedError } from '../models.errors.js';
import { maskCredential } from './credential-changes.js';
import type { CredentialRecord, CredentialRow } from './credential-record.js';
import { CredentialRecordsRepository } from './credential-records.repository.js';

/** The way to a credential: its owner's alone. */
@Injectable()
export class CredentialAccess {
  constructor(
    private readonly records: CredentialRecordsRepository,
    private readonly shares: CredentialSharesRepository,
    private readonly vault: CredentialVault,
    private readonly catalog: FactoryCatalog,
  ) {}

  /**
   * @throws CredentialSharedError for those it is shared with
   * @throws CredentialNotFoundError for everybody else
   */
  async get(tx: Tx, tenantId: string, id: string): Promise<CredentialRow> {
    const row = await this.records.find(tx, tenantId, id);
    if (row) return row;
    if (await this.shares.isShared(tx, tenantId, id)) throw new CredentialSharedError();
    throw new CredentialNotFoundError(id);
  }

  factoryOf({ factory }: Pick<CredentialRow, 'factory'>): Factory {
    const found = this.catalog.find(factory);
    if (!found) throw new FactoryNotAllowedError(factory, 'factory');
    return found;
  }

  open(tenantId: string, { id, sealed }: Pick<CredentialRow, 'id' | 'sealed'>) {
    return this.vault.open(tenantId, id, sealed);
  }

  /** Where the provider is and what opens it. */
  async targetOf(tenantId: string, row: CredentialRow): Promise<ProviderTarget> {
    const factory = this.factoryOf(row);
    return { factory, baseUrl: row.baseUrl || (factory.baseUrl ?? ''), credential: await this.open(tenantId, row) };
  }

  async show(tenantId: string, row: CredentialRow): Promise<CredentialRecord> {
    const { sealed: _hidden, ...facts } = row;
    return { ...facts, shown: maskCredential(this.factoryOf(row), await this.open(tenantId, row)) };
  }
}
