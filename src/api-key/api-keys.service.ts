import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '../kernel/app-error.js';
import { isAlready } from '../kernel/is-already.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant } from '../kernel/role.js';
import { AuditService } from '../audit/audit.service.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import { announce, type Tx } from '../database/transactions.js';
import { ApiKeyAuthenticator } from './api-key-authenticator.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyNotFoundError, NotAdministratorError, StaleVersionError } from './api-key.errors.js';
import { maskToken, PREFIXES } from './api-key-token.js';
import { ApiKeysRepository, type KeyOwner } from './api-keys.repository.js';
import { KeyIssuer, type KeyOfSecret, type NewKey } from './key-issuer.js';
import { assertMayGrant, type KeyBounds } from './key-grants.js';
import { KeyDescriptions, type ListedKey, type ShownKey } from './key-descriptions.js';
import { KeyUses, type BotOfKey } from './key-uses.js';
import { LastUse } from './last-use.js';

/** A new key as its maker describes it; `userId` and `tenantId` are for administrators. */
export interface KeyRequest extends NewKey {
  userId?: string;
  tenantId?: string;
}

export type KeyChange = Partial<Omit<NewKey, 'source'>> & { paused?: boolean; version?: number };

export interface RotatedKey extends KeyOfSecret {
  previousValidUntil: Date;
}

/** A key, and what would stop with it. */
export interface UsedKey extends ListedKey {
  bots: BotOfKey[];
}

/** Keys as their owners manage them: members their own, those who manage the tenant all of it. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly keys: ApiKeysRepository,
    private readonly issuer: KeyIssuer,
    private readonly authenticator: ApiKeyAuthenticator,
    private readonly descriptions: KeyDescriptions,
    private readonly uses: KeyUses,
    private readonly lastUse: LastUse,
    private readonly audit: AuditService,
  ) {}

  /** @throws ForbiddenError for more than the caller may hand out. */
  async issue(caller: Principal, { userId, tenantId, ...request }: KeyRequest): Promise<KeyOfSecret> {
    assertMayGrant(caller, this.authenticator.snapshotBehind(caller), request);
    if ((userId !== undefined || tenantId !== undefined) && !actsAsAdministrator(caller)) {
      throw new NotAdministratorError(caller, userId === undefined ? 'tenant_id' : 'user_id');
    }
    const owner = await this.issuer.findOwner(caller, userId, tenantId);
    return this.tenantDb.run(owner.tenantId, (tx) => this.issuer.issue(tx, caller, owner, request, PREFIXES.latchkey));
  }

  /** The key, and what would stop with it. */
  async get(caller: Principal, id: string): Promise<UsedKey> {
    const owner = await this.ownerFor(caller, id);
    return this.tenantDb.run(owner.tenantId, async (tx) => {
      const shown = await this.describe(tx, await this.keys.get(tx, owner, id));
      return { ...shown, bots: await this.uses.listBots(tx, owner.tenantId, id) };
    });
  }

  /** What is so already is no change. @throws StaleVersionError when the caller's `version` is not the current one. */
  async update(caller: Principal, id: string, { version, ...change }: KeyChange): Promise<ListedKey> {
    const owner = await this.ownerFor(caller, id);
    return this.tenantDb.run(owner.tenantId, async (tx) => {
      const key = await this.keys.getForUpdate(tx, owner, id);
      if (version !== undefined && version !== key.version) throw new StaleVersionError(key.version);
      this.assertMayHandle(caller, key);
      assertMayGrant(caller, this.authenticator.snapshotBehind(caller), boundsAfter(key, change));
      if (isAlready(key, change)) return this.describe(tx, key);
      await this.change(tx, key, change);
      await this.record(tx, caller, 'api-key.changed', key, { fields: Object.keys(change) });
      return this.describe(tx, await this.keys.get(tx, owner, id));
    });
  }

  /** Ends the key: here before this returns, elsewhere within a moment. */
  async revoke(caller: Principal, id: string): Promise<void> {
    const owner = await this.ownerFor(caller, id);
    await this.tenantDb.run(owner.tenantId, async (tx) => {
      await this.issuer.revoke(tx, caller, await this.keys.getForUpdate(tx, owner, id));
    });
  }

  /** A new token under the same key; the former ones go on for as long as the overlap. */
  async rotate(caller: Principal, id: string, overlapSeconds: number): Promise<RotatedKey> {
    const owner = await this.ownerFor(caller, id);
    return this.tenantDb.run(owner.tenantId, async (tx) => {
      const key = await this.keys.getForUpdate(tx, owner, id);
      this.assertMayHandle(caller, key);
      const previousValidUntil = new Date(Date.now() + overlapSeconds * 1000);
      const former = (await this.keys.currentSecrets(tx, key.tenantId, [id])).get(id);
      await this.keys.retireSecrets(tx, key, previousValidUntil);
      const token = await this.issuer.addSecret(tx, key, former?.beta ?? null);
      await this.change(tx, key, {});
      await this.record(tx, caller, 'api-key.rotated', key, { overlap_seconds: overlapSeconds });
      const rotated = await this.keys.get(tx, owner, id);
      return { key: rotated, masked: maskToken(token), token, previousValidUntil };
    });
  }

  /** The calling key, from what it was judged on: no query. */
  self(caller: Principal): ShownKey {
    const snapshot = this.authenticator.snapshotBehind(caller);
    if (!snapshot) throw new ForbiddenError('Only an API key can ask for itself');
    return { key: snapshot, masked: snapshot.masked, lastUsedAt: this.lastUse.of(snapshot.id) ?? snapshot.lastUsedAt };
  }

  /** Whoever changes or renews a key could do what it can: so its bounds must be the caller's to grant. */
  private assertMayHandle(caller: Principal, key: ApiKey): void {
    assertMayGrant(caller, this.authenticator.snapshotBehind(caller), key);
  }

  private async change(tx: Tx, key: ApiKey, columns: Partial<ApiKey>): Promise<void> {
    const version = await this.keys.update(tx, key, columns);
    await announce(tx, { kind: 'api-key', id: key.id, version });
  }

  private async describe(tx: Tx, key: ApiKey): Promise<ListedKey> {
    const [listed] = await this.descriptions.describe(tx, [key]);
    if (!listed) throw new Error(`Key ${key.id} was not shown`);
    return listed;
  }

  /** Whose key that must be for the caller to look after it; to administrators those of every tenant are open. */
  private async ownerFor(caller: Principal, id: string): Promise<KeyOwner> {
    if (!actsAsAdministrator(caller)) return ownerOf(caller);
    const tenantId = await this.systemDb.run('find the tenant of a key', (tx) => this.keys.findTenantOf(tx, id));
    if (tenantId === null) throw new ApiKeyNotFoundError(id);
    return { tenantId };
  }

  private record(
    tx: Tx,
    caller: Principal,
    action: string,
    key: ApiKey,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, {
      actor: caller,
      action,
      subject: `api-key:${key.id}`,
      tenantId: key.tenantId,
      details,
    });
  }
}

/** Whose keys the caller looks after. */
export function ownerOf({ tenantId, userId, role, isInstanceAdmin }: Principal): KeyOwner {
  return managesTenant(role) || (role === null && isInstanceAdmin) ? { tenantId } : { tenantId, userId };
}

function boundsAfter(key: ApiKey, change: KeyChange): KeyBounds {
  const { scopes, allowedModels, allowedAddresses, expiresAt } = key;
  return { scopes, allowedModels, allowedAddresses, expiresAt, ...change };
}
