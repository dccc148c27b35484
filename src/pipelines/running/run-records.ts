import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { storable } from '../../kernel/storable-text.js';
import { messageOf } from '../../kernel/message-of.js';
import { SystemDb } from '../../database/system-db.js';
import { TenantDb } from '../../database/tenant-db.js';
import { cutPage, type KeysetPage } from '../../http/keyset-page.js';
import { PipelineNotFoundError, PipelineRunNotFoundError } from '../pipeline.errors.js';
import { LiveRun } from './live-run.js';
import type { PipelineRun, RunStatus } from './pipeline-run.entity.js';
import { PipelineRatesRepository } from './pipeline-rates.repository.js';
import { PipelineRunsRepository } from './pipeline-runs.repository.js';
import { PipelineTurnsRepository } from './pipeline-turns.repository.js';
import type { PipelineTurn } from './pipeline-turn.entity.js';
import type { SessionKey } from './session-key.js';

/** A quarter of a run's lease. */
const BEAT_MS = 15_000;
const CLEAN_MS = 60 * 60_000;
/** For runs to end by themselves when the process is told to. */
const GRACE_MS = 2_000;
const RUN_DAYS = 30;
const TURN_DAYS = 90;
const LONGEST_ERROR = 2_000;
const LOST = 'The server stopped before this was done';

/** Writes down that pipelines run, and how runs end, whatever happens to the process. */
@Injectable()
export class RunRecords implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('PipelineRuns');
  private readonly live = new Set<LiveRun>();
  private whenIdle: () => void = () => undefined;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly runs: PipelineRunsRepository,
    private readonly turns: PipelineTurnsRepository,
    private readonly rates: PipelineRatesRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
    this.timers = [
      setInterval(() => void this.beat(), BEAT_MS).unref(),
      setInterval(() => void this.clean(), CLEAN_MS).unref(),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (this.live.size === 0) return;
    const ended = new Promise<void>((resolve) => (this.whenIdle = resolve));
    for (const run of this.live) run.end('interrupted');
    const grace = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS).unref());
    await Promise.race([ended, grace]);
    const ids = [...this.live].map(({ id }) => id);
    await this.guarded('runs could not be ended', () =>
      this.systemDb.run('end runs of a process that stops', (tx) => this.runs.interrupt(tx, ids, LOST)),
    );
  }

  /** @throws PipelineNotFoundError */
  async begin(session: SessionKey, wanted: AbortSignal): Promise<LiveRun> {
    const run = new LiveRun(wanted);
    try {
      const isBegun = await this.tenantDb.run(session.tenantId, (tx) =>
        this.runs.insert(tx, run.id, session, run.startedAt),
      );
      if (!isBegun) throw new PipelineNotFoundError(session.pipelineId);
    } catch (error) {
      run.close();
      throw error;
    }
    this.live.add(run);
    return run;
  }

  /** Never throws: what can't be written down now is ended by the lease. @param turn what the session is to remember */
  async finish(
    run: LiveRun,
    session: SessionKey,
    outcome: { status: RunStatus; error: string | null; turn?: Pick<PipelineTurn, 'question' | 'answer'> | null },
  ): Promise<void> {
    const { status, error, turn } = outcome;
    const { usage, model, toolCalls, warnings } = run;
    await this.guarded(`the end of run ${run.id} could not be written down`, () =>
      this.tenantDb.run(session.tenantId, async (tx) => {
        // The turn first: it holds the pipeline, whose removal wants its runs after it.
        if (turn) await this.turns.insert(tx, session, { ...turn, askedAt: run.startedAt });
        await this.runs.finish(tx, session.tenantId, run.id, {
          status,
          model,
          inputTokens: usage.inputTokens,
          outputTokens: usage.outputTokens,
          toolCalls,
          warnings,
          error: error === null ? null : storable(error.slice(0, LONGEST_ERROR)),
        });
      }),
    );
    this.forget(run);
  }

  /** The youngest first, unless the page says otherwise. */
  list(
    tenantId: string,
    pipelineId: string,
    page: KeysetPage,
  ): Promise<{ items: PipelineRun[]; nextCursor: string | null }> {
    return this.tenantDb.run(tenantId, async (tx) =>
      cutPage(await this.runs.listPage(tx, tenantId, pipelineId, page), page.limit),
    );
  }

  /** @throws PipelineRunNotFoundError */
  async get(tenantId: string, pipelineId: string, id: string): Promise<PipelineRun> {
    const run = await this.tenantDb.run(tenantId, (tx) => this.runs.find(tx, tenantId, pipelineId, id));
    if (!run) throw new PipelineRunNotFoundError(id);
    return run;
  }

  private forget(run: LiveRun): void {
    run.close();
    this.live.delete(run);
    if (this.live.size === 0) this.whenIdle();
  }

  private async beat(): Promise<void> {
    // A run that was told to end is not kept alive: whoever reads it may never ask for another step.
    const ids = [...this.live].filter(({ signal }) => !signal.aborted).map(({ id }) => id);
    await this.guarded('abandoned runs could not be ended', () =>
      this.systemDb.run('keep runs alive and end abandoned ones', async (tx) => {
        if (ids.length > 0) await this.runs.prolong(tx, ids);
        await this.runs.interruptAbandoned(tx, LOST);
      }),
    );
  }

  private async clean(): Promise<void> {
    await this.guarded('old runs could not be removed', () =>
      this.systemDb.run('remove old runs and what sessions said long ago', async (tx) => {
        await this.runs.deleteOld(tx, RUN_DAYS);
        await this.turns.deleteOld(tx, TURN_DAYS);
        await this.rates.deleteClosed(tx);
      }),
    );
  }

  private async guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`${what}: ${messageOf(error)}`);
    }
  }
}
