import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../kernel/app-error.js';
import { AppConfig } from '../config/app-config.js';
import { ChangeFeed } from '../database/change-feed.js';
import { DirectSql } from '../database/direct-sql.js';

export type Readiness = 'ready' | 'degraded';

/** Whether this process can serve. */
@Injectable()
export class HealthService {
  constructor(
    private readonly config: AppConfig,
    private readonly feed: ChangeFeed,
    private readonly sql: DirectSql,
  ) {}

  /**
   * Degraded while the database is away and known keys still go on.
   * @throws UnavailableError when that time is up
   */
  async readiness(): Promise<Readiness> {
    if (await this.isDatabaseThere()) return 'ready';
    if (performance.now() - this.feed.lastContactAt() > this.config.snapshotMaxAgeMs) {
      throw new UnavailableError('The database is away');
    }
    return 'degraded';
  }

  private async isDatabaseThere(): Promise<boolean> {
    try {
      await this.sql.query('SELECT 1', []);
      return true;
    } catch {
      return false;
    }
  }
}
