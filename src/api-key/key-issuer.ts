import { Injectable } from '@nestjs/common';
import { BadInputError, NotFoundError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { SecretBox } from '../crypto/secret-box.js';
import { announce, type Tx } from '../database/transactions.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { UsersService } from '../tenants/users.service.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyTokens, maskToken, PREFIXES, type Prefix } from './api-key-token.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import type { KeySecret } from './key-secret.entity.js';

/** What a key is made from. */
export type NewKey = Pick<
  ApiKey,
  'source' | 'name' | 'description' | 'scopes' | 'allowedModels' | 'allowedAddresses' | 'expiresAt'
>;

/** A key together with its token, at the one moment when that is known. */
export interface KeyOfSecret {
  key: ApiKey;
  token: string;
  masked: string;
}

/** For whom a key is made. */
export interface NewKeyOwner {
  tenantId: string;
  userId: string;
}

/** What else is kept with a secret. */
export interface SecretExtras {
  /** Keep a sealed copy, so that the token can be shown again. */
  isRevealable?: boolean;
  beta?: string | null;
}

/** A deleted key has this version: none is newer. */
const GONE = Number.MAX_SAFE_INTEGER;

/** Makes and ends keys, within a transaction; who may do so was asked before. */
@Injectable()
export class KeyIssuer {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly tokens: ApiKeyTokens,
    private readonly secretBox: SecretBox,
    private readonly users: UsersService,
    private readonly tenants: TenantsService,
    private readonly audit: AuditService,
  ) {}

  /** The caller in their tenant, unless an administrator names a user (in their own tenant), a tenant, or both. */
  async findOwner(caller: Principal, userId?: string, tenantId?: string): Promise<NewKeyOwner> {
    const owner = { tenantId: tenantId ?? userId ?? caller.tenantId, userId: userId ?? caller.userId };
    if (userId !== undefined && !(await this.users.findById(userId))) {
      throw new NotFoundError(`User '${userId}' not found`);
    }
    if (tenantId !== undefined && !(await this.tenants.find(tenantId))) {
      throw new NotFoundError(`Tenant '${tenantId}' not found`);
    }
    if (userId !== undefined && tenantId !== undefined && !(await this.tenants.roleOf(userId, tenantId))) {
      throw BadInputError.inField('user_id', 'member', 'user_id must be a member of tenant_id');
    }
    return owner;
  }

  async issue(
    tx: Tx,
    actor: Principal,
    owner: NewKeyOwner,
    input: NewKey,
    prefix: Prefix,
    extras: SecretExtras = {},
  ): Promise<KeyOfSecret> {
    const now = new Date();
    const unsaved = {
      id: newUuid(),
      ...owner,
      ...input,
      paused: false,
      lastUsedAt: null,
      version: 1,
      limitsVersion: 1,
      createdAt: now,
      updatedAt: now,
    };
    const token = this.tokens.generate(prefix);
    const number = await this.keys.insert(tx, unsaved, await this.secretOf(unsaved, token, extras));
    const key: ApiKey = { ...unsaved, number };
    await this.record(tx, actor, 'api-key.issued', key, { name: key.name, user_id: key.userId, scopes: key.scopes });
    return { key, token, masked: maskToken(token) };
  }

  /** Gives a key a further secret, of the form that its source has; the beta stays. @returns the token */
  async addSecret(tx: Tx, key: ApiKey, beta: string | null): Promise<string> {
    const token = this.tokens.generate(key.source === 'own' ? PREFIXES.latchkey : PREFIXES.ragflow);
    await this.keys.insertSecret(tx, await this.secretOf(key, token, { beta }));
    return token;
  }

  async revoke(tx: Tx, actor: Principal, key: ApiKey): Promise<void> {
    await this.keys.delete(tx, key);
    await announce(tx, { kind: 'api-key', id: key.id, version: GONE });
    await this.record(tx, actor, 'api-key.revoked', key, { name: key.name });
  }

  private async secretOf(
    key: Pick<ApiKey, 'id' | 'tenantId'>,
    token: string,
    { isRevealable, beta }: SecretExtras,
  ): Promise<KeySecret> {
    const id = newUuid();
    return {
      id,
      tenantId: key.tenantId,
      keyId: key.id,
      digest: this.tokens.digest(token),
      masked: maskToken(token),
      sealed: isRevealable ? await this.secretBox.seal(placeOf(key.tenantId, id), token) : null,
      beta: beta ?? null,
      validUntil: null,
      createdAt: new Date(),
    };
  }

  private record(
    tx: Tx,
    actor: Principal,
    action: string,
    key: ApiKey,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `api-key:${key.id}`, tenantId: key.tenantId, details });
  }
}

/** Where a sealed token lives. */
export function placeOf(tenantId: string, secretId: string) {
  return { tenantId, table: 'key_secrets', column: 'sealed', rowId: secretId };
}
