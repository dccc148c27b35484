import { Injectable } from '@nestjs/common';
import type { Role } from '../kernel/role.js';
import type { Scope } from '../kernel/scope.js';
import { AppConfig } from '../config/app-config.js';
import { ChangeFeed } from '../database/change-feed.js';
import { DirectSql } from '../database/direct-sql.js';
import { SnapshotCache, type Snapshot } from '../database/snapshot-cache.js';

/** All that a request with a key is judged on. */
export interface ApiKeySnapshot extends Snapshot {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly description: string;
  readonly masked: string;
  readonly scopes: readonly Scope[];
  readonly allowedModels: readonly string[] | null;
  readonly allowedAddresses: readonly string[] | null;
  readonly expiresAt: Date | null;
  /** Of this secret, after a rotation with overlap. */
  readonly secretValidUntil: Date | null;
  readonly paused: boolean;
  readonly lastUsedAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly isUserActive: boolean;
  readonly isInstanceAdmin: boolean;
  /** The user's role in the key's tenant now. */
  readonly role: Role | null;
}

interface Row {
  id: string;
  tenant_id: string;
  user_id: string;
  email: string;
  name: string;
  description: string;
  masked: string;
  scopes: Scope[];
  allowed_models: string[] | null;
  allowed_addresses: string[] | null;
  expires_at: Date | null;
  valid_until: Date | null;
  paused: boolean;
  last_used_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  is_active: boolean;
  is_instance_admin: boolean;
  user_version: number;
  role: Role | null;
}

const QUERY = `
  SELECT k.*, s.masked, s.valid_until, u.email, u.is_active, u.is_instance_admin, u.version AS user_version, m.role
  FROM key_secrets s
  JOIN api_keys k ON k.id = s.key_id
  JOIN users u ON u.id = k.user_id
  LEFT JOIN memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.user_id
  WHERE s.digest = $1`;

/** A tenant's row has no version of its own: it is there, or it is gone. */
const LIVING_TENANT = 1;

/** Keys by the digest of their token, without a query once known. */
@Injectable()
export class ApiKeySnapshots {
  private readonly cache: SnapshotCache<ApiKeySnapshot>;

  constructor(
    feed: ChangeFeed,
    config: AppConfig,
    private readonly sql: DirectSql,
  ) {
    this.cache = new SnapshotCache({ feed, maxAgeMs: config.snapshotMaxAgeMs, load: (digest) => this.load(digest) });
  }

  /** Null when `find` has to find out. @param digest in base64 */
  peek(digest: string): ApiKeySnapshot | null {
    return this.cache.peek(digest);
  }

  /**
   * @param digest in base64
   * @throws UnavailableError when the key is not known here and the database can't be asked
   */
  find(digest: string): Promise<ApiKeySnapshot | null> {
    return this.cache.get(digest);
  }

  private async load(digest: string): Promise<ApiKeySnapshot | null> {
    const [row] = await this.sql.query<Row & Record<string, unknown>>(QUERY, [Buffer.from(digest, 'base64')]);
    return row ? snapshotOf(row) : null;
  }
}

function snapshotOf(row: Row): ApiKeySnapshot {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    description: row.description,
    masked: row.masked,
    scopes: row.scopes,
    allowedModels: row.allowed_models,
    allowedAddresses: row.allowed_addresses,
    expiresAt: row.expires_at,
    secretValidUntil: row.valid_until,
    paused: row.paused,
    lastUsedAt: row.last_used_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isUserActive: row.is_active,
    isInstanceAdmin: row.is_instance_admin,
    role: row.role,
    subjects: [
      { kind: 'api-key', id: row.id, version: row.version },
      { kind: 'user', id: row.user_id, version: row.user_version },
      { kind: 'tenant', id: row.tenant_id, version: LIVING_TENANT },
    ],
  };
}
