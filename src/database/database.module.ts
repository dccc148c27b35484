import { Inject, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ChangeFeed } from './change-feed.js';
import { findRoles } from './database.js';
import { DirectSql } from './direct-sql.js';
import { KeptPlans } from './kept-plans.js';
import { PartitionSchedule } from './partitions/partition-schedule.js';
import { SystemDb } from './system-db.js';
import { TenantDb } from './tenant-db.js';
import { Transactions } from './transactions.js';

export interface DatabaseConnections {
  /** Connected and migrated. */
  dataSource: DataSource;
  url: string;
  /** For LISTEN: past any pooler. */
  directUrl: string;
}

/**
 * The two seams to the database, the change feed, the reader for snapshots and the keeper of partitions. The data source itself stays inside:
 * whoever wants rows goes through a seam.
 */
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(DirectSql) private readonly sql: DirectSql,
  ) {}

  static forRoot({ dataSource, url, directUrl }: DatabaseConnections): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: ChangeFeed, useFactory: () => new ChangeFeed(directUrl) },
        { provide: DirectSql, useFactory: () => new DirectSql(url) },
        {
          provide: Transactions,
          useFactory: async (feed: ChangeFeed) => new Transactions(dataSource, feed, await findRoles(dataSource)),
          inject: [ChangeFeed],
        },
        { provide: KeptPlans, useFactory: () => new KeptPlans(directUrl !== url) },
        TenantDb,
        SystemDb,
        PartitionSchedule,
      ],
      exports: [TenantDb, SystemDb, ChangeFeed, DirectSql, KeptPlans, PartitionSchedule],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.feed.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.feed.stop();
    await this.sql.close();
  }
}
