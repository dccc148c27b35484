import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Like, Not } from 'typeorm';
import type { DirectSql } from '../database/direct-sql.js';
import type { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import { decrypt, encrypt, KEY_BYTES, wrappingKey } from './key-wrap.js';
import { KeyringEntry } from './keyring-entry.entity.js';

/** The instance's own keys: of API key look-up, of their checksum, of session tokens, of the audit chain. */
export const INSTANCE_PURPOSES = ['pepper', 'checksum', 'session', 'audit'] as const;

export type InstancePurpose = (typeof INSTANCE_PURPOSES)[number];

export interface TenantKey {
  version: number;
  key: Buffer;
}

/** How SECRET_KEY is come by; the last resort makes one, and is asked only while the keyring is empty. */
export interface SecretKeySource {
  current(): Promise<string | null>;
  previous: string | null;
  generate(): Promise<string>;
}

/** The keyring can't be opened; start must end here, with nothing changed. */
export class KeyringError extends Error {}

const FIRST_VERSION = 1;
const KEYRING_LOCK = 7_305_116_002;
const MOST_TENANT_KEYS = 10_000;

/**
 * The random keys behind everything secret, made once and stored wrapped. SECRET_KEY only wraps them: changing it
 * re-wraps this table and touches nothing else.
 */
export class Keyring {
  private readonly tenantKeys = new LRUCache<string, TenantKey>({ max: MOST_TENANT_KEYS });

  private constructor(
    private readonly kek: Buffer,
    private readonly instanceKeys: ReadonlyMap<string, Buffer>,
    private readonly sql: DirectSql,
  ) {}

  /** Opens the keyring, filling it at the very first start. */
  static async open(systemDb: SystemDb, sql: DirectSql, source: SecretKeySource): Promise<Keyring> {
    return systemDb.run('open the keyring', async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [KEYRING_LOCK]);
      const entries = await tx.find(KeyringEntry, { where: { purpose: Not(Like('tenant:%')) } });
      if (entries.length === 0) {
        const kek = wrappingKey((await source.current()) ?? (await source.generate()));
        return new Keyring(kek, await fill(tx, kek), sql);
      }
      const { kek, keys } = await unlock(tx, entries, source);
      return new Keyring(kek, keys, sql);
    });
  }

  key(purpose: InstancePurpose): Buffer {
    const key = this.instanceKeys.get(purpose);
    if (!key) throw new KeyringError(`The keyring has no ${purpose} key`);
    return key;
  }

  /** Gives a new tenant its data key. */
  async addTenant(tx: Tx, tenantId: string): Promise<void> {
    const key = randomBytes(KEY_BYTES);
    await insertEntry(tx, this.kek, purposeOf(tenantId), key);
    this.tenantKeys.set(tenantId, { version: FIRST_VERSION, key });
  }

  /** Forgets a tenant's data key: whatever it sealed can never be opened again. */
  async removeTenant(tx: Tx, tenantId: string): Promise<void> {
    await tx.delete(KeyringEntry, { purpose: purposeOf(tenantId) });
  }

  /** @throws UnavailableError when it is not known here and the database can't be asked. */
  async tenantKey(tenantId: string): Promise<TenantKey> {
    const known = this.tenantKeys.get(tenantId);
    if (known) return known;
    const purpose = purposeOf(tenantId);
    const [entry] = await this.sql.query<{ version: number; wrapped: Buffer }>(
      'SELECT version, wrapped FROM keyring WHERE purpose = $1 ORDER BY version DESC LIMIT 1',
      [purpose],
    );
    if (!entry) throw new KeyringError(`Tenant ${tenantId} has no data key`);
    const key = { version: entry.version, key: decrypt(this.kek, contextOf(purpose, entry.version), entry.wrapped) };
    this.tenantKeys.set(tenantId, key);
    return key;
  }
}

function purposeOf(tenantId: string): string {
  return `tenant:${tenantId}`;
}

function contextOf(purpose: string, version: number): string {
  return `keyring|${purpose}|${version}`;
}

async function insertEntry(tx: Tx, kek: Buffer, purpose: string, key: Buffer): Promise<void> {
  const wrapped = encrypt(kek, contextOf(purpose, FIRST_VERSION), key);
  await tx.insert(KeyringEntry, { purpose, version: FIRST_VERSION, wrapped });
}

async function fill(tx: Tx, kek: Buffer): Promise<Map<string, Buffer>> {
  const keys = new Map<string, Buffer>(INSTANCE_PURPOSES.map((purpose) => [purpose, randomBytes(KEY_BYTES)]));
  for (const [purpose, key] of keys) await insertEntry(tx, kek, purpose, key);
  return keys;
}

function unwrapAll(kek: Buffer, entries: readonly KeyringEntry[]): Map<string, Buffer> {
  return new Map(
    entries.map(({ purpose, version, wrapped }) => [purpose, decrypt(kek, contextOf(purpose, version), wrapped)]),
  );
}

function tryUnwrap(kek: Buffer, entries: readonly KeyringEntry[]): Map<string, Buffer> | null {
  try {
    return unwrapAll(kek, entries);
  } catch {
    return null;
  }
}

/** Opens a keyring that is filled; with a former SECRET_KEY at hand, wraps it anew under the current one. */
async function unlock(
  tx: Tx,
  entries: readonly KeyringEntry[],
  source: SecretKeySource,
): Promise<{ kek: Buffer; keys: Map<string, Buffer> }> {
  const secretKey = await source.current();
  if (secretKey === null) {
    throw new KeyringError(
      'This database was set up with a SECRET_KEY that is not here. Set SECRET_KEY, or restore secret.key in DATA_DIR; nothing was changed.',
    );
  }
  const kek = wrappingKey(secretKey);
  const keys = tryUnwrap(kek, entries);
  if (keys) return { kek, keys };
  const former = source.previous === null ? null : wrappingKey(source.previous);
  const formerKeys = former && tryUnwrap(former, entries);
  if (!formerKeys)
    throw new KeyringError('SECRET_KEY does not open the keyring of this database. Nothing was changed.');
  await rewrap(tx, former, kek);
  return { kek, keys: formerKeys };
}

async function rewrap(tx: Tx, former: Buffer, kek: Buffer): Promise<void> {
  for (const { purpose, version, wrapped } of await tx.find(KeyringEntry)) {
    const context = contextOf(purpose, version);
    await tx.update(KeyringEntry, { purpose, version }, { wrapped: encrypt(kek, context, decrypt(former, context, wrapped)) }); // prettier-ignore
  }
}
