import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { ChangeFeed } from '../../database/change-feed.js';
import { DirectSql } from '../../database/direct-sql.js';
import { SnapshotCache, type Snapshot } from '../../database/snapshot-cache.js';

/** All that a publishable token is judged on. */
export interface EmbedSnapshot extends Snapshot {
  readonly keyId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly email: string;
  readonly botId: string;
  readonly botName: string;
  readonly expiresAt: Date | null;
  /** Whether key, user, membership and bot are all such that it may be used. */
  readonly isUsable: boolean;
}

interface Row {
  key_id: string;
  tenant_id: string;
  user_id: string;
  email: string;
  bot_id: string;
  bot_name: string;
  expires_at: Date | null;
  is_usable: boolean;
  key_version: number;
  user_version: number;
  bot_version: number;
}

const QUERY = `
  SELECT e.key_id, e.tenant_id, k.user_id, u.email, e.bot_id, b.name AS bot_name, k.expires_at,
         (NOT k.paused AND u.is_active AND b.is_enabled AND m.role IS NOT NULL) AS is_usable,
         k.version AS key_version, u.version AS user_version, b.version AS bot_version
  FROM bot_embeds e
  JOIN bots b ON b.id = e.bot_id AND b.tenant_id = e.tenant_id
  JOIN api_keys k ON k.id = e.key_id AND k.tenant_id = e.tenant_id
  JOIN users u ON u.id = k.user_id
  LEFT JOIN memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.user_id
  WHERE e.digest = $1`;

/** A tenant's row has no version of its own: it is there, or it is gone. */
const LIVING_TENANT = 1;

/** Publishable tokens by their digest, without a query once known. */
@Injectable()
export class EmbedSnapshots {
  private readonly cache: SnapshotCache<EmbedSnapshot>;

  constructor(
    feed: ChangeFeed,
    config: AppConfig,
    private readonly sql: DirectSql,
  ) {
    this.cache = new SnapshotCache({ feed, maxAgeMs: config.snapshotMaxAgeMs, load: (digest) => this.load(digest) });
  }

  /** @param digest in base64 @throws UnavailableError when it is not known here and the database can't be asked */
  find(digest: string): Promise<EmbedSnapshot | null> {
    return this.cache.get(digest);
  }

  /** Something was bound: what was unknown may be known now. */
  forget(): void {
    this.cache.reset();
  }

  private async load(digest: string): Promise<EmbedSnapshot | null> {
    const [row] = await this.sql.query<Row & Record<string, unknown>>(QUERY, [Buffer.from(digest, 'base64')]);
    if (!row) return null;
    return {
      keyId: row.key_id,
      tenantId: row.tenant_id,
      userId: row.user_id,
      email: row.email,
      botId: row.bot_id,
      botName: row.bot_name,
      expiresAt: row.expires_at,
      isUsable: row.is_usable,
      subjects: [
        { kind: 'api-key', id: row.key_id, version: row.key_version },
        { kind: 'user', id: row.user_id, version: row.user_version },
        { kind: 'tenant', id: row.tenant_id, version: LIVING_TENANT },
        { kind: 'bot', id: row.bot_id, version: row.bot_version },
      ],
    };
  }
}
