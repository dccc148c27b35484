import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { ChangeFeed } from '../../database/change-feed.js';
import { SnapshotCache } from '../../database/snapshot-cache.js';
import type { TenantRoutes } from './tenant-routes.js';
import { TenantRoutesLoader } from './tenant-routes-loader.js';

/** What each tenant can call, without a query once known. */
@Injectable()
export class TenantRouteSnapshots {
  private readonly cache: SnapshotCache<TenantRoutes>;

  constructor(feed: ChangeFeed, config: AppConfig, loader: TenantRoutesLoader) {
    this.cache = new SnapshotCache({
      feed,
      maxAgeMs: config.snapshotMaxAgeMs,
      load: (tenantId) => loader.load(tenantId),
    });
  }

  /** Null when `find` has to find out. */
  peek(tenantId: string): TenantRoutes | null {
    return this.cache.peek(tenantId);
  }

  /**
   * Null for a tenant that is gone.
   * @throws UnavailableError when it is not known here and the database can't be asked
   */
  find(tenantId: string): Promise<TenantRoutes | null> {
    return this.cache.get(tenantId);
  }
}
