import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { PartitionSchedule } from '../database/partitions/partition-schedule.js';
import { JournalKeeper } from './journal/journal-keeper.js';
import { JournalTables } from './journal/journal-tables.js';
import { usageTables } from './usage-tables.js';
import { UsageRecorder } from './usage-recorder.js';

/** What was used, by whom. */
@Module({ providers: [JournalTables, JournalKeeper, UsageRecorder], exports: [UsageRecorder, JournalKeeper] })
export class UsageModule {
  constructor(partitions: PartitionSchedule, { usageRetentionDays }: AppConfig) {
    for (const table of usageTables(usageRetentionDays)) partitions.keep(table);
  }
}
