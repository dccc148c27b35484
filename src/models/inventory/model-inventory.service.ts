import { Injectable } from '@nestjs/common';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import type { KeysetPage } from '../../http/keyset-page.js';
import { AliasesRepository, type TargetRow } from '../aliases/aliases.repository.js';
import type { ModelAlias } from '../aliases/model-alias.entity.js';
import { CredentialSharesRepository } from '../credential-shares.repository.js';
import type { CredentialValues } from '../credential-vault.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { CredentialAccess } from '../credentials/credential-access.js';
import type { CredentialRow } from '../credentials/credential-record.js';
import { CredentialRecordsRepository } from '../credentials/credential-records.repository.js';
import { DefaultModelsRepository } from '../default-models.repository.js';
import { idsOf, type DefaultIds } from '../default-slots.js';
import { TenantModelsRepository, type ModelOfFactory } from '../tenant-models.repository.js';

/** More than any tenant has. */
const EVERYTHING: KeysetPage = { limit: 100_000, after: null, isDescending: false, search: null };

export type StockedModel = ModelOfFactory;

export type StockedTarget = TargetRow;

export interface StockedCredential extends Omit<CredentialRow, 'sealed'> {
  /** Opened only where that was asked for. */
  values: CredentialValues | null;
  models: StockedModel[];
}

export interface StockedAlias extends Pick<ModelAlias, 'id' | 'name' | 'strategy'> {
  targets: StockedTarget[];
}

/** All that a tenant has of its own in credentials, models, defaults and aliases. */
export interface ModelStock {
  credentials: StockedCredential[];
  defaults: DefaultIds;
  aliases: StockedAlias[];
}

/** What tenants have, as a whole, for whoever compares it with what they should have. */
@Injectable()
export class ModelInventory {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly records: CredentialRecordsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly shares: CredentialSharesRepository,
    private readonly models: TenantModelsRepository,
    private readonly defaults: DefaultModelsRepository,
    private readonly aliases: AliasesRepository,
    private readonly access: CredentialAccess,
  ) {}

  /** @param opened labels of the credentials whose secrets are wanted */
  async read(tenantId: string, opened: ReadonlySet<string>): Promise<ModelStock> {
    const { rows, models, ...rest } = await this.tenantDb.run(tenantId, async (tx) => ({
      rows: await this.records.listPage(tx, tenantId, EVERYTHING),
      models: await this.models.list(tx, tenantId),
      defaults: idsOf(await this.defaults.list(tx, tenantId)),
      aliases: await this.listAliases(tx, tenantId),
    }));
    const credentials: StockedCredential[] = [];
    for (const row of rows) {
      const { sealed: _hidden, ...facts } = row;
      const values = opened.has(row.label) ? await this.access.open(tenantId, row) : null;
      credentials.push({ ...facts, values, models: models.filter(({ credentialId }) => credentialId === row.id) });
    }
    return { ...rest, credentials };
  }

  /**
   * Holds what these tenants have, and what others share with them, as it is until the transaction ends; in one order
   * for all, so that nobody waits in a circle.
   */
  async hold(tx: Tx, tenantIds: readonly string[]): Promise<void> {
    const owners = await this.shares.listOwners(tx, tenantIds);
    for (const id of [...new Set([...tenantIds, ...owners])].sort()) await this.credentials.hold(tx, id);
  }

  private async listAliases(tx: Tx, tenantId: string): Promise<StockedAlias[]> {
    const aliases = await this.aliases.listPage(tx, tenantId, EVERYTHING);
    const targets = await this.aliases.listTargets(tx, tenantId, aliases.map(({ id }) => id)); // prettier-ignore
    return aliases.map(({ id, name, strategy }) => ({
      id,
      name,
      strategy,
      targets: targets.filter(({ aliasId }) => aliasId === id),
    }));
  }
}
