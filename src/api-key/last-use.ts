import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DirectSql } from '../database/direct-sql.js';
import { Repeating } from '../kernel/repeating.js';

const FLUSH_MS = 5_000;
const MOST_PENDING = 100_000;
/** Each row is in several indexes: a statement for all of them would outlast the patience for one. */
const MOST_AT_ONCE = 1000;

/** Remembers when keys were used and writes it down in batches: no request waits for it. */
@Injectable()
export class LastUse implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(LastUse.name);
  private readonly latest = new Map<string, number>();
  private readonly pending = new Set<string>();
  private readonly flushes = new Repeating(
    () => this.writePending(),
    (failure) => this.logger.debug(`Last use was not written: ${failure}`),
  );

  constructor(private readonly sql: DirectSql) {}

  onModuleInit(): void {
    this.flushes.start(FLUSH_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flushes.stop();
    await this.flush();
  }

  note(keyId: string): void {
    if (this.latest.size >= MOST_PENDING) this.latest.clear();
    this.latest.set(keyId, Date.now());
    this.pending.add(keyId);
  }

  /** What this process knows, be it written or not. */
  of(keyId: string): Date | null {
    const time = this.latest.get(keyId);
    return time === undefined ? null : new Date(time);
  }

  /** Writes what is pending; what can't be written now is written next time. Never rejects. */
  flush(): Promise<void> {
    return this.flushes.run();
  }

  private async writePending(): Promise<void> {
    const ids = [...this.pending].filter((id) => this.latest.has(id));
    this.pending.clear();
    try {
      while (ids.length > 0) {
        await this.write(ids.slice(-MOST_AT_ONCE));
        ids.splice(-MOST_AT_ONCE);
      }
    } catch (error) {
      for (const id of ids) this.pending.add(id);
      throw error;
    }
  }

  private async write(ids: readonly string[]): Promise<void> {
    const times = ids.map((id) => new Date(this.latest.get(id) ?? 0));
    await this.sql.query(
      `UPDATE api_keys k SET last_used_at = used.at
       FROM unnest($1::uuid[], $2::timestamptz[]) AS used (id, at)
       WHERE k.id = used.id AND (k.last_used_at IS NULL OR k.last_used_at < used.at)`,
      [ids, times],
    );
  }
}
