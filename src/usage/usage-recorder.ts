import { Injectable } from '@nestjs/common';
import { JournalKeeper } from './journal/journal-keeper.js';
import { usageLine } from './journal/journal-line.js';
import type { UsageRecord } from './usage-record.js';

/** Takes every request's record; no request waits for it to be in the tables. */
@Injectable()
export class UsageRecorder {
  constructor(private readonly keeper: JournalKeeper) {}

  record(record: UsageRecord): void {
    this.keeper.journal.append(usageLine(record));
  }

  /** Has all that was recorded until now in the tables, if they can be written. */
  flush(): Promise<void> {
    return this.keeper.drain();
  }
}
