import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import { PRIVILEGED_SCOPES, type Scope } from '../kernel/scope.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { ApiKeyAuthenticator } from './api-key-authenticator.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService, ownerOf } from './api-keys.service.js';
import type { KeyBounds } from './key-grants.js';
import { LastUse } from './last-use.js';

export interface LangBotKeyRequest {
  name: string;
  description: string;
  /** Null: whatever the caller can hand on. */
  scopes: Scope[] | null;
  expiresAt: Date | null;
}

export type LangBotKeyChange = Partial<Pick<ApiKey, 'name' | 'description'>>;

/** A key with the integer by which LangBot's clients know it. */
export interface NumberedKey {
  key: ApiKey;
  /** The token, or how it looks. */
  text: string;
  isWhole: boolean;
  lastUsedAt: Date | null;
}

/** The largest that the column holds. */
const LARGEST_NUMBER = 2_147_483_647;

/** Keys in LangBot's terms: named by an integer, listed without pages, and bound by less than ours can be. */
@Injectable()
export class LangBotKeysService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly keys: ApiKeysRepository,
    private readonly service: ApiKeysService,
    private readonly authenticator: ApiKeyAuthenticator,
    private readonly lastUse: LastUse,
  ) {}

  /** @throws ForbiddenError for more than the caller may hand out */
  async issue(caller: Principal, { name, description, scopes, expiresAt }: LangBotKeyRequest): Promise<NumberedKey> {
    const inherited = this.boundsToHandOn(caller);
    const bounds = { ...inherited, scopes: scopes ?? inherited.scopes, expiresAt: expiresAt ?? inherited.expiresAt };
    const { key, token } = await this.service.issue(caller, { source: 'own', name, description, ...bounds });
    return { key, text: token, isWhole: true, lastUsedAt: null };
  }

  /** My keys; for those who manage the tenant, all of its keys. The oldest first. */
  list(caller: Principal): Promise<NumberedKey[]> {
    return this.tenantDb.run(caller.tenantId, async (tx) => {
      return this.show(tx, caller.tenantId, await this.keys.listAll(tx, ownerOf(caller)));
    });
  }

  get(caller: Principal, number: string): Promise<NumberedKey> {
    return this.tenantDb.run(caller.tenantId, async (tx) => {
      const [shown] = await this.show(tx, caller.tenantId, [await this.find(tx, caller, number)]);
      if (!shown) throw new ApiKeyNotFoundError(number);
      return shown;
    });
  }

  async update(caller: Principal, number: string, change: LangBotKeyChange): Promise<void> {
    const id = await this.idOf(caller, number);
    if (Object.keys(change).length > 0) await this.service.update(caller, id, change);
  }

  /** Holds at once. */
  async revoke(caller: Principal, number: string): Promise<void> {
    await this.service.revoke(caller, await this.idOf(caller, number));
  }

  /** A key that says nothing else can do what its maker can, but for handing out keys itself. */
  private boundsToHandOn(caller: Principal): KeyBounds {
    const parent = this.authenticator.snapshotBehind(caller);
    if (!parent) return { scopes: ['*'], allowedModels: null, allowedAddresses: null, expiresAt: null };
    return {
      scopes: [...caller.scopes].filter((scope) => !PRIVILEGED_SCOPES.includes(scope)),
      allowedModels: parent.allowedModels && [...parent.allowedModels],
      allowedAddresses: parent.allowedAddresses && [...parent.allowedAddresses],
      expiresAt: parent.expiresAt,
    };
  }

  private async idOf(caller: Principal, number: string): Promise<string> {
    return (await this.tenantDb.run(caller.tenantId, (tx) => this.find(tx, caller, number))).id;
  }

  private async find(tx: Tx, caller: Principal, number: string): Promise<ApiKey> {
    const isNumber = /^\d{1,10}$/.test(number) && Number(number) <= LARGEST_NUMBER;
    const key = isNumber ? await this.keys.findByNumber(tx, ownerOf(caller), Number(number)) : null;
    if (!key) throw new ApiKeyNotFoundError(number);
    return key;
  }

  private async show(tx: Tx, tenantId: string, keys: readonly ApiKey[]): Promise<NumberedKey[]> {
    const secrets = await this.keys.currentSecrets(tx, tenantId, keys.map((key) => key.id)); // prettier-ignore
    return keys.map((key) => ({
      key,
      text: secrets.get(key.id)?.masked ?? '',
      isWhole: false,
      lastUsedAt: this.lastUse.of(key.id) ?? key.lastUsedAt,
    }));
  }
}
