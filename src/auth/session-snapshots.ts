import { Injectable } from '@nestjs/common';
import type { Role } from '../kernel/role.js';
import { AppConfig } from '../config/app-config.js';
import { ChangeFeed } from '../database/change-feed.js';
import { DirectSql } from '../database/direct-sql.js';
import { SnapshotCache, type Snapshot } from '../database/snapshot-cache.js';

/** A sign-in that is alive, and what its user may be where. */
export interface SessionSnapshot extends Snapshot {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly isInstanceAdmin: boolean;
  readonly roles: ReadonlyMap<string, Role>;
}

interface Row {
  user_id: string;
  email: string;
  is_instance_admin: boolean;
  version: number;
  roles: Record<string, Role> | null;
}

/** A session's row never changes what a snapshot holds, it only goes away: any number of versions is two. */
export const LIVING_SESSION = 1;
export const ENDED_SESSION = 2;

const QUERY = `
  SELECT s.user_id, u.email, u.is_instance_admin, u.version,
         (SELECT json_object_agg(m.tenant_id, m.role) FROM memberships m WHERE m.user_id = u.id) AS roles
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.epoch = u.session_epoch AND u.is_active AND s.expires_at > now()`;

/** Living sessions by id, without a query once known. */
@Injectable()
export class SessionSnapshots {
  private readonly cache: SnapshotCache<SessionSnapshot>;

  constructor(
    feed: ChangeFeed,
    config: AppConfig,
    private readonly sql: DirectSql,
  ) {
    this.cache = new SnapshotCache({ feed, maxAgeMs: config.snapshotMaxAgeMs, load: (id) => this.load(id) });
  }

  /** Null when the session has ended or never was. That its time is up shows in the token, which never outlives it. */
  find(id: string): Promise<SessionSnapshot | null> {
    return this.cache.get(id);
  }

  private async load(id: string): Promise<SessionSnapshot | null> {
    const [row] = await this.sql.query<Row>(QUERY, [id]);
    if (!row) return null;
    return {
      id,
      userId: row.user_id,
      email: row.email,
      isInstanceAdmin: row.is_instance_admin,
      roles: new Map(Object.entries(row.roles ?? {})),
      subjects: [
        { kind: 'session', id, version: LIVING_SESSION },
        { kind: 'user', id: row.user_id, version: row.version },
      ],
    };
  }
}
