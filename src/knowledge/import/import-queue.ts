import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UnavailableError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import { SystemDb } from '../../database/system-db.js';
import { TenantDb } from '../../database/tenant-db.js';
import { Tasks } from '../../tasks/tasks.service.js';
import { FileImport, ImportFailedError, ImportLostError } from './file-import.js';
import { ImportJobsRepository, type ImportJob } from './import-jobs.repository.js';
import { taskFor } from './import-task.js';

/** Imports at a time, in this process. */
const MOST_AT_A_TIME = 2;
/** How often somebody looks for files that nobody told this process of. */
const LOOK_MS = 2_000;
const LEASE_MS = 60_000;
const BEAT_MS = 15_000;
/** A file that ends the process, or is never done within it, is given up. */
const MOST_ATTEMPTS = 5;
const UNFORESEEN = 'The server failed; its log says more';

/**
 * Works through the files that wait to be imported. The rows of the files are the queue: taken with a lease, by one
 * replica; when that replica goes, another one goes on.
 */
@Injectable()
export class ImportQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Imports');
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];
  private looking: Promise<void> | null = null;

  constructor(
    private readonly systemDb: SystemDb,
    private readonly tenantDb: TenantDb,
    private readonly jobs: ImportJobsRepository,
    private readonly imports: FileImport,
    private readonly tasks: Tasks,
  ) {}

  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => this.wake(), LOOK_MS).unref(),
      setInterval(() => void this.keepWaitingAlive(), BEAT_MS).unref(),
    ];
    void this.keepWaitingAlive();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.stopping.abort(new Error('The server stops'));
    await this.looking;
    await Promise.all(this.running);
  }

  /** Looks for work now; somebody has just added some. */
  wake(): void {
    if (this.looking !== null || this.stopping.signal.aborted) return;
    this.looking = this.takeOn()
      .catch((error: unknown) => this.logger.warn(`Files to import could not be looked for: ${String(error)}`))
      .finally(() => (this.looking = null));
  }

  private async takeOn(): Promise<void> {
    while (this.running.size < MOST_AT_A_TIME && !this.stopping.signal.aborted) {
      const job = await this.systemDb.run('take on an import', (tx) => this.jobs.claim(tx, newUuid(), LEASE_MS));
      if (!job) return;
      const running = this.work(job).finally(() => {
        this.running.delete(running);
        this.wake();
      });
      this.running.add(running);
    }
  }

  /** Never rejects. Of a file that was deleted or taken over, others say what became of it. */
  private async work(job: ImportJob): Promise<void> {
    const lost = new AbortController();
    const beat = setInterval(() => void this.beat(job, lost), BEAT_MS).unref();
    try {
      await this.renewTask(job);
      if (job.attempts > MOST_ATTEMPTS)
        throw new ImportFailedError(`The import was begun ${MOST_ATTEMPTS} times and never ended`);
      const chunks = await this.imports.run(job, AbortSignal.any([this.stopping.signal, lost.signal]));
      await this.end(job, null, { chunks });
    } catch (error) {
      if (error instanceof ImportLostError || lost.signal.aborted) return;
      await this.fail(job, error).catch((failure: unknown) =>
        // Its lease runs out, and somebody takes it on anew.
        this.logger.error(`The end of the import ${job.id} could not be written down: ${String(failure)}`),
      );
    } finally {
      clearInterval(beat);
    }
  }

  private async fail(job: ImportJob, error: unknown): Promise<void> {
    if (error instanceof ImportFailedError) {
      await this.end(job, error.message, null);
    } else if (error instanceof UnavailableError) {
      this.logger.warn(`The import ${job.id} lost the database; it goes on when its lease runs out`);
    } else if (this.stopping.signal.aborted) {
      await this.tenantDb.run(job.tenantId, (tx) => this.jobs.giveBack(tx, job));
    } else {
      this.logger.error(`The import ${job.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      await this.end(job, UNFORESEEN, null);
    }
  }

  private async end(job: ImportJob, error: string | null, result: object | null): Promise<void> {
    const isOurs = await this.tenantDb.run(job.tenantId, (tx) => this.jobs.finish(tx, job, error));
    if (!isOurs) return;
    await this.tasks.finish(job.tenantId, job.taskId, error === null ? { result } : { exception: error });
  }

  /** A task that lost its process is over; who goes on with the file does so as another one. */
  private async renewTask(job: ImportJob): Promise<void> {
    const task = await this.tasks.get(job.tenantId, job.taskId);
    if (!task.isDone) return;
    job.taskId = await this.tenantDb.run(job.tenantId, async (tx) => {
      const id = await this.tasks.create(tx, taskFor(job.tenantId, job.fileName));
      await this.jobs.setTask(tx, job, id);
      return id;
    });
  }

  private async beat(job: ImportJob, lost: AbortController): Promise<void> {
    try {
      const isHeld = await this.tenantDb.run(job.tenantId, (tx) => this.jobs.prolong(tx, job, LEASE_MS));
      if (isHeld) await this.tasks.report(job.tenantId, job.taskId, {});
      else lost.abort();
    } catch (error) {
      this.logger.warn(`The import ${job.id} could not be prolonged: ${String(error)}`);
    }
  }

  private async keepWaitingAlive(): Promise<void> {
    try {
      await this.systemDb.run('keep the tasks of waiting imports', async (tx) =>
        this.tasks.prolong(tx, await this.jobs.listWaitingTasks(tx)),
      );
    } catch (error) {
      this.logger.warn(`Tasks of waiting imports could not be prolonged: ${String(error)}`);
    }
  }
}
