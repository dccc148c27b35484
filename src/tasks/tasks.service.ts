import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
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

/** A task whose process says nothing for so long has lost it. */
const LEASE_MS = 60_000;
const BEAT_MS = 15_000;
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
  private sweep: NodeJS.Timeout | null = null;

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly tasks: TasksRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.finishAbandoned();
    this.sweep = setInterval(() => void this.finishAbandoned(), BEAT_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.sweep) clearInterval(this.sweep);
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
    return this.tasks.insert(tx, { ...task, aliveUntil: leaseEnd() });
  }

  /** Says how far a task is, and that it is alive. */
  report(tenantId: string, id: number, progress: Partial<TaskProgress>): Promise<void> {
    return this.tenantDb.run(tenantId, (tx) => this.tasks.progress(tx, tenantId, id, progress, leaseEnd()));
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

  private async finishAbandoned(): Promise<void> {
    try {
      await this.systemDb.run('end tasks whose process has gone', (tx) => this.tasks.finishAbandoned(tx, LOST));
    } catch (error) {
      this.logger.warn(`Abandoned tasks could not be ended: ${messageOf(error)}`);
    }
  }
}

function leaseEnd(): Date {
  return new Date(Date.now() + LEASE_MS);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
