import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { messageOf } from '../kernel/message-of.js';
import { TaskNotFoundError } from './task.errors.js';
import type { Task, TaskKind } from './task.entity.js';
import { TasksRepository, type TaskProgress } from './tasks.repository.js';

export interface NewTask {
  tenantId: string;
  kind: TaskKind;
  /** For programs: `knowledge-store-file`. */
  name: string;
  /** For people. */
  label: string;
}

/** Work on a task: says how far it is, stops when the signal says so, and returns what the task resulted in. */
export type TaskWork = (
  report: (progress: Partial<TaskProgress>) => Promise<void>,
  signal: AbortSignal,
) => Promise<unknown>;

/** A quarter of a task's lease. */
const BEAT_MS = 15_000;
const CLEANING_MS = 3_600_000;
const LOST = 'The server stopped before this was done';

/**
 * Work that goes on after its request was answered. Whatever happens to the process that works on it, a task ends: its
 * lease runs out, and any replica says so.
 */
@Injectable()
export class Tasks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Tasks');
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly tasks: TasksRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.finishAbandoned();
    this.timers = [
      setInterval(() => void this.finishAbandoned(), BEAT_MS).unref(),
      setInterval(() => void this.deleteOld(), CLEANING_MS).unref(),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** @throws TaskNotFoundError */
  async get(tenantId: string, id: number): Promise<Task> {
    const task = await this.tenantDb.run(tenantId, (tx) => this.tasks.find(tx, tenantId, id));
    if (!task) throw new TaskNotFoundError();
    return task;
  }

  /** The youngest first. */
  list(tenantId: string, kind?: TaskKind): Promise<Task[]> {
    return this.tenantDb.run(tenantId, (tx) => this.tasks.list(tx, tenantId, kind));
  }

  /** Begins a task that somebody else works on, and prolongs. @returns its id */
  create(tx: Tx, task: NewTask): Promise<number> {
    return this.tasks.insert(tx, task);
  }

  /** Says how far a task is, and that it is alive. */
  report(tenantId: string, id: number, progress: Partial<TaskProgress>): Promise<void> {
    return this.tenantDb.run(tenantId, (tx) => this.tasks.progress(tx, tenantId, id, progress));
  }

  /** Says of tasks that wait for their turn that they are alive, whosever they are. */
  prolong(tx: Tx, ids: readonly number[]): Promise<void> {
    return this.tasks.prolong(tx, ids);
  }

  /** Ends a task; one that has ended stays as it was. */
  finish(tenantId: string, id: number, outcome: { result?: unknown; exception?: string }): Promise<void> {
    return this.tenantDb.run(tenantId, (tx) => this.tasks.finish(tx, tenantId, id, outcome));
  }

  /** Begins a task and works on it in this process. @returns its id, while the work goes on */
  async run(task: NewTask, work: TaskWork): Promise<number> {
    const id = await this.tenantDb.run(task.tenantId, (tx) => this.create(tx, task));
    const running = this.work(task.tenantId, id, work).finally(() => this.running.delete(running));
    this.running.add(running);
    return id;
  }

  private async work(tenantId: string, id: number, work: TaskWork): Promise<void> {
    const beat = setInterval(() => void this.report(tenantId, id, {}).catch(() => undefined), BEAT_MS).unref();
    try {
      const report = (progress: Partial<TaskProgress>): Promise<void> => this.report(tenantId, id, progress);
      const outcome = await work(report, this.stopping.signal).then(
        (result) => ({ result }),
        (error: unknown) => ({ exception: this.stopping.signal.aborted ? LOST : messageOf(error) }),
      );
      await this.finish(tenantId, id, outcome);
    } catch (error) {
      this.logger.error(`The outcome of task ${id} could not be written down: ${messageOf(error)}`);
    } finally {
      clearInterval(beat);
    }
  }

  private finishAbandoned(): Promise<void> {
    return this.sweep('end tasks whose process has gone', (tx) => this.tasks.finishAbandoned(tx, LOST));
  }

  private deleteOld(): Promise<void> {
    return this.sweep('delete tasks that nobody asks for', (tx) => this.tasks.deleteOld(tx));
  }

  /** Never rejects: there is a next time. */
  private async sweep(reason: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await this.systemDb.run(reason, work);
    } catch (error) {
      this.logger.warn(`Could not ${reason}: ${messageOf(error)}`);
    }
  }
}
