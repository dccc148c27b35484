import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DirectSql } from '../../database/direct-sql.js';
import { SystemDb } from '../../database/system-db.js';
import { messageOf } from '../../kernel/message-of.js';
import { Metrics } from '../../metrics/metrics.js';
import { AuditChainService } from './audit-chain.service.js';

const BEAT_MS = 1_000;
/** In one beat: after a restart with many events waiting, others get their turn at the database. */
const MOST_BATCHES = 10;
const MOST_COUNTED = 100_000;

/** Seals what was recorded, each second; while nothing was, nothing is written. */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AuditSealer.name);
  private timer: NodeJS.Timeout | null = null;
  private sealing: Promise<void> | null = null;
  /** So that what goes wrong each second is told once. */
  private lastFailure = '';

  constructor(
    private readonly sql: DirectSql,
    private readonly systemDb: SystemDb,
    private readonly chain: AuditChainService,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.seal(), BEAT_MS).unref();
  }

  /** Leaves nothing unsealed for as long as no process runs. */
  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.sealing;
    await this.seal();
  }

  /** Seals all that waits, up to a bound. One at a time; what fails is tried again with the next beat. */
  async seal(): Promise<void> {
    this.sealing ??= this.work().finally(() => (this.sealing = null));
    await this.sealing;
  }

  private async work(): Promise<void> {
    try {
      const waiting = await this.countUnsealed();
      this.metrics.auditUnsealed(waiting);
      if (waiting > 0) await this.sealBatches();
      this.lastFailure = '';
    } catch (error) {
      this.metrics.auditSealFailed();
      const failure = messageOf(error);
      if (failure !== this.lastFailure) this.logger.error(`The audit trail was not sealed: ${failure}`);
      this.lastFailure = failure;
    }
  }

  private async sealBatches(): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      if (!(await this.systemDb.run('seal the audit trail', (tx) => this.chain.sealBatch(tx)))) return;
    }
  }

  /** What waits is a table of its own, and mostly empty. */
  private async countUnsealed(): Promise<number> {
    const [row] = await this.sql.query<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM (SELECT 1 FROM audit_unsealed LIMIT $1) AS unsealed',
      [MOST_COUNTED],
    );
    return row?.waiting ?? 0;
  }
}
