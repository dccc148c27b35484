import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { KeySecret } from './key-secret.entity.js';

/** Whose keys: all of a tenant, or one user's in it. */
export interface KeyOwner {
  tenantId: string;
  userId?: string;
}

export interface KeyWithSecret {
  key: ApiKey;
  secret: KeySecret;
}

/** Keys of a tenant and the secrets under them. */
@Injectable()
export class ApiKeysRepository {
  /** @returns the number that the database gave the key */
  async insert(tx: Tx, key: Omit<ApiKey, 'number'>, secret: KeySecret): Promise<number> {
    const { generatedMaps } = await tx.insert(ApiKey, key);
    await tx.insert(KeySecret, secret);
    return Number(generatedMaps[0]?.['number']);
  }

  async insertSecret(tx: Tx, secret: KeySecret): Promise<void> {
    await tx.insert(KeySecret, secret);
  }

  /** The row is locked until the transaction ends. */
  findForUpdate(tx: Tx, owner: KeyOwner, id: string): Promise<ApiKey | null> {
    return tx.findOne(ApiKey, { where: { ...owner, id }, lock: { mode: 'pessimistic_write' } });
  }

  /** As {@link findForUpdate}. */
  async getForUpdate(tx: Tx, owner: KeyOwner, id: string): Promise<ApiKey> {
    const key = await this.findForUpdate(tx, owner, id);
    if (!key) throw new ApiKeyNotFoundError(id);
    return key;
  }

  async get(tx: Tx, owner: KeyOwner, id: string): Promise<ApiKey> {
    const key = await tx.findOneBy(ApiKey, { ...owner, id });
    if (!key) throw new ApiKeyNotFoundError(id);
    return key;
  }

  findByNumber(tx: Tx, owner: KeyOwner, number: number): Promise<ApiKey | null> {
    return tx.findOneBy(ApiKey, { ...owner, number });
  }

  /** The oldest first. */
  listAll(tx: Tx, owner: KeyOwner): Promise<ApiKey[]> {
    return tx.find(ApiKey, { where: { ...owner }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Whose a key is: for those to whom every tenant's are open. */
  async findTenantOf(tx: Tx, id: string): Promise<string | null> {
    const key = await tx.findOne(ApiKey, { where: { id }, select: { id: true, tenantId: true } });
    return key?.tenantId ?? null;
  }

  /** Of one tenant; null for those of all. */
  listNames(
    tx: Tx,
    tenantId: string | null,
    ids: readonly string[],
  ): Promise<Pick<ApiKey, 'id' | 'name' | 'userId'>[]> {
    const where = { id: In(ids), ...(tenantId === null ? {} : { tenantId }) };
    return tx.find(ApiKey, { where, select: { id: true, name: true, userId: true } });
  }

  /** The secret that is current, for each key. */
  currentSecrets(tx: Tx, tenantId: string, keyIds: readonly string[]): Promise<Map<string, KeySecret>> {
    return this.currentSecretsOf(tx, keyIds.map((id) => ({ id, tenantId }))); // prettier-ignore
  }

  /** As {@link currentSecrets}, for keys of several tenants. */
  async currentSecretsOf(tx: Tx, keys: readonly Pick<ApiKey, 'id' | 'tenantId'>[]): Promise<Map<string, KeySecret>> {
    const tenantIds = new Set(keys.map(({ tenantId }) => tenantId));
    const secrets = await tx.findBy(KeySecret, {
      tenantId: In([...tenantIds]),
      keyId: In(keys.map(({ id }) => id)),
      validUntil: IsNull(),
    });
    return new Map(secrets.map((secret) => [secret.keyId, secret]));
  }

  /** For all secrets of the key, those that a rotation lets live on among them. */
  async setBeta(tx: Tx, tenantId: string, keyId: string, beta: string): Promise<void> {
    await tx.update(KeySecret, { tenantId, keyId }, { beta });
  }

  /** All keys of a tenant with their current secrets, sealed copies included; the oldest first. */
  async listWithSealed(tx: Tx, tenantId: string): Promise<KeyWithSecret[]> {
    const keys = await tx.find(ApiKey, { where: { tenantId }, order: { createdAt: 'ASC', id: 'ASC' } });
    const secrets = await tx
      .createQueryBuilder(KeySecret, 's')
      .addSelect('s.sealed')
      .where('s.tenant_id = :tenantId AND s.valid_until IS NULL', { tenantId })
      .getMany();
    const byKey = new Map(secrets.map((secret) => [secret.keyId, secret]));
    return keys.flatMap((key) => {
      const secret = byKey.get(key.id);
      return secret ? [{ key, secret }] : [];
    });
  }

  /** The key behind a token, or behind the only token that looks so when masked. */
  async findKeyId(tx: Tx, tenantId: string, digest: Buffer, masked: string): Promise<string | null> {
    const exact = await tx.findOneBy(KeySecret, { tenantId, digest });
    if (exact) return exact.keyId;
    const alike = await tx.findBy(KeySecret, { tenantId, masked, validUntil: IsNull() });
    return alike.length === 1 ? (alike[0]?.keyId ?? null) : null;
  }

  async update(tx: Tx, key: ApiKey, columns: Partial<ApiKey>): Promise<number> {
    const version = key.version + 1;
    await tx.update(ApiKey, { tenantId: key.tenantId, id: key.id }, { ...columns, version });
    return version;
  }

  /** Lets the current secrets end then; those that have ended already stay as they are. */
  async retireSecrets(tx: Tx, key: ApiKey, validUntil: Date): Promise<void> {
    await tx.query(
      `UPDATE key_secrets SET valid_until = $3, sealed = NULL
       WHERE tenant_id = $1 AND key_id = $2 AND (valid_until IS NULL OR valid_until > $3)`,
      [key.tenantId, key.id, validUntil],
    );
    await tx.query('DELETE FROM key_secrets WHERE tenant_id = $1 AND key_id = $2 AND valid_until <= now()', [
      key.tenantId,
      key.id,
    ]);
  }

  async delete(tx: Tx, key: ApiKey): Promise<void> {
    await tx.delete(ApiKey, { tenantId: key.tenantId, id: key.id });
  }
}
