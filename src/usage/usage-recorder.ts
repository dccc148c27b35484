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

  /** Done at the end of this turn, when what was recorded until now outlives the process. */
  whenWritten(step: () => void): void {
    this.keeper.journal.afterWriting(step);
  }

  /** Has all that was recorded until now in the tables, if they can be written. */
  flush(): Promise<void> {
    return this.keeper.drain();
  }
}
