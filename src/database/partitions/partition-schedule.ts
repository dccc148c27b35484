import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Repeating } from '../../kernel/repeating.js';
import { SystemDb } from '../system-db.js';
import { PartitionKeeper, type BeforeDrop, type PartitionedTable } from './partition-keeper.js';

const EVERY_MS = 3_600_000;

interface Kept {
  table: string;
  keeper: PartitionKeeper;
  beforeDrop: BeforeDrop | undefined;
}

/** Keeps the partitions of all tables that have some: at start, before anything is answered, and each hour. */
@Injectable()
export class PartitionSchedule implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(PartitionSchedule.name);
  private readonly tables: Kept[] = [];
  private readonly runs = new Repeating(
    async () => {
      for (const kept of this.tables) await this.see(kept);
    },
    (failure) => this.logger.error(`Partitions were not seen to: ${failure}`),
  );

  constructor(private readonly systemDb: SystemDb) {}

  /** To be called by a constructor: what is added later is seen to an hour later. */
  keep(table: PartitionedTable, beforeDrop?: BeforeDrop): void {
    this.tables.push({ table: table.table, keeper: new PartitionKeeper(table), beforeDrop });
  }

  async onModuleInit(): Promise<void> {
    await this.run();
    this.runs.start(EVERY_MS);
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.stop();
  }

  /** One after the other; what fails is logged, and tried again an hour later. */
  run(): Promise<void> {
    return this.runs.run();
  }

  private async see({ table, keeper, beforeDrop }: Kept): Promise<void> {
    try {
      await this.systemDb.run(`make partitions of ${table}`, (tx) => keeper.ensureAhead(tx));
      const dropped = await this.systemDb.run(`drop partitions of ${table}`, (tx) =>
        keeper.dropExpired(tx, beforeDrop),
      );
      for (const { name } of dropped) this.logger.log(`${name} was dropped: its time is over`);
    } catch (error) {
      this.logger.error(`The partitions of ${table} were not seen to: ${String(error)}`);
    }
  }
}
