import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { ChangeFeed } from '../../database/change-feed.js';
import { DirectSql } from '../../database/direct-sql.js';
import { SnapshotCache, type Snapshot, type Subject } from '../../database/snapshot-cache.js';
import type { MeterPeriod, MeterUnit, UnknownSpend } from '../limit.entities.js';
import type { Meter } from './meter.js';

/** Whose request it is. */
export interface LimitedCaller {
  readonly tenantId: string;
  /** Absent for a user who signed in. */
  readonly keyId?: string | undefined;
}

/** All that a caller's requests are bounded by: what the tenant is, and what the key is. */
export interface CallerLimits extends Snapshot {
  readonly meters: readonly Meter[];
}

interface Row {
  tenant_version: number;
  key_version: number | null;
  meters:
    | {
        id: string;
        unit: MeterUnit;
        period: MeterPeriod;
        amount: number;
        unknown_spend: UnknownSpend;
        limit_id: string;
        key_id: string | null;
        model: string | null;
      }[]
    | null;
}

const QUERY = `
  SELECT t.limits_version AS tenant_version, k.limits_version AS key_version, (
    SELECT json_agg(json_build_object('id', m.id, 'unit', m.unit, 'period', m.period, 'amount', m.amount,
      'unknown_spend', l.unknown_spend, 'limit_id', l.id, 'key_id', l.key_id, 'model', l.model) ORDER BY m.id)
    FROM limits l JOIN limit_meters m ON m.limit_id = l.id
    WHERE l.tenant_id = t.id AND (l.key_id IS NULL OR l.key_id = k.id)
  ) AS meters
  FROM tenants t LEFT JOIN api_keys k ON k.id = $2 AND k.tenant_id = t.id
  WHERE t.id = $1`;

const LONG_TENANT_ID = 32;

/** What callers are bounded by, without a query once known. */
@Injectable()
export class LimitSnapshots {
  private readonly cache: SnapshotCache<CallerLimits>;

  constructor(
    feed: ChangeFeed,
    config: AppConfig,
    private readonly sql: DirectSql,
  ) {
    this.cache = new SnapshotCache({ feed, maxAgeMs: config.snapshotMaxAgeMs, load: (name) => this.load(name) });
  }

  /** Null when `find` has to find out. */
  peek(caller: LimitedCaller): CallerLimits | null {
    return this.cache.peek(nameOf(caller));
  }

  /**
   * Null for a tenant that there is not.
   * @throws UnavailableError when it is not known here and the database can't be asked
   */
  find(caller: LimitedCaller): Promise<CallerLimits | null> {
    return this.cache.get(nameOf(caller));
  }

  /** What is known is in doubt. @throws UnavailableError */
  readAgain(caller: LimitedCaller): Promise<CallerLimits | null> {
    return this.cache.confirm(nameOf(caller));
  }

  private async load(name: string): Promise<CallerLimits | null> {
    const [tenantId, keyId] = [name.slice(0, LONG_TENANT_ID), name.slice(LONG_TENANT_ID) || null];
    const [row] = await this.sql.query<Row & Record<string, unknown>>(QUERY, [tenantId, keyId]);
    return row ? limitsOf(row, tenantId, keyId) : null;
  }
}

function nameOf({ tenantId, keyId }: LimitedCaller): string {
  return keyId === undefined ? tenantId : tenantId + keyId;
}

function limitsOf({ tenant_version, key_version, meters }: Row, tenantId: string, keyId: string | null): CallerLimits {
  const subjects: Subject[] = [{ kind: 'limits', id: tenantId, version: tenant_version }];
  if (keyId !== null && key_version !== null) subjects.push({ kind: 'limits', id: keyId, version: key_version });
  return {
    subjects,
    meters: (meters ?? []).map(({ id, unit, period, amount, ...limit }) => ({
      ...{ id, unit, period, amount },
      unknownSpend: limit.unknown_spend,
      limit: { id: limit.limit_id, keyId: limit.key_id, model: limit.model },
    })),
  };
}
