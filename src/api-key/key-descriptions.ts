import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { UsersService } from '../tenants/users.service.js';
import type { ApiKey } from './api-key.entity.js';
import type { ApiKeySnapshot } from './api-key-snapshots.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { LastUse } from './last-use.js';

/** What a row and a snapshot of a key have in common. */
export type KeyFacts = Readonly<
  Omit<ApiKey, 'number' | 'source' | 'limitsVersion' | 'scopes' | 'allowedModels' | 'allowedAddresses'>
> &
  Pick<ApiKeySnapshot, 'scopes' | 'allowedModels' | 'allowedAddresses'>;

/** A key for display: without its token, but with how it looks. */
export interface ShownKey {
  key: KeyFacts;
  masked: string;
  lastUsedAt: Date | null;
}

/** A key with the words for whose it is. */
export interface ListedKey extends ShownKey {
  userEmail: string;
  tenantName: string;
}

export type NamedKey = Pick<ApiKey, 'id' | 'name' | 'userId'>;

/** Says of keys what people want to know of them. */
@Injectable()
export class KeyDescriptions {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly tenants: TenantsService,
    private readonly users: UsersService,
    private readonly lastUse: LastUse,
  ) {}

  /** Names of keys, and whose they are; of one tenant unless that is null. Those that are gone are left out. */
  async namesWithin(tx: Tx, tenantId: string | null, ids: readonly string[]): Promise<Map<string, NamedKey>> {
    return new Map((await this.keys.listNames(tx, tenantId, [...new Set(ids)])).map((key) => [key.id, key]));
  }

  /** In the order given. */
  async describe(tx: Tx, keys: readonly ApiKey[]): Promise<ListedKey[]> {
    const secrets = await this.keys.currentSecretsOf(tx, keys);
    const emails = await this.users.emailsWithin(tx, keys.map(({ userId }) => userId)); // prettier-ignore
    const names = await this.tenants.namesWithin(tx, keys.map(({ tenantId }) => tenantId)); // prettier-ignore
    return keys.map((key) => ({
      key,
      masked: secrets.get(key.id)?.masked ?? '',
      lastUsedAt: this.lastUse.of(key.id) ?? key.lastUsedAt,
      userEmail: emails.get(key.userId) ?? '',
      tenantName: names.get(key.tenantId) ?? '',
    }));
  }
}
