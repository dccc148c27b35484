import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DirectSql } from '../../database/direct-sql.js';
import { SystemDb } from '../../database/system-db.js';
import { Repeating } from '../../kernel/repeating.js';
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
  private readonly turns = new Repeating(
    () => this.work(),
    (failure) => this.logger.error(`The audit trail was not sealed: ${failure}`),
  );

  constructor(
    private readonly sql: DirectSql,
    private readonly systemDb: SystemDb,
    private readonly chain: AuditChainService,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.turns.start(BEAT_MS);
  }

  /** Leaves nothing unsealed for as long as no process runs. */
  async onApplicationShutdown(): Promise<void> {
    await this.turns.stop();
    await this.seal();
  }

  /** Seals all that waits, up to a bound; what fails is tried again with the next beat. Never rejects. */
  seal(): Promise<void> {
    return this.turns.run();
  }

  private async work(): Promise<void> {
    try {
      const waiting = await this.countUnsealed();
      this.metrics.auditUnsealed(waiting);
      if (waiting > 0) await this.sealBatches();
    } catch (error) {
      this.metrics.auditSealFailed();
      throw error;
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
