import { Injectable } from '@nestjs/common';
import { storable, storableJson } from '../kernel/storable-text.js';
import type { Tx } from '../database/transactions.js';
import { Task, type TaskKind } from './task.entity.js';

/** Of a tenant's tasks so many are listed, the youngest first. */
const MOST_LISTED = 200;
/** Of a log so many characters are kept: its end. */
const MOST_LOG = 64 * 1024;

/** A task whose process says nothing for so long has lost it. By the database's clock, which all processes share. */
const LEASE_END = `now() + interval '60 seconds'`;
const DAYS_KEPT = 30;

export interface TaskProgress {
  currentAction: string;
  logLine: string;
  metadata: Readonly<Record<string, unknown>>;
}

/** The rows of tasks. Whatever concerns a task that is done changes nothing. */
@Injectable()
export class TasksRepository {
  async insert(tx: Tx, task: Pick<Task, 'tenantId' | 'kind' | 'name' | 'label'>): Promise<number> {
    const label = storable(task.label.slice(0, 512));
    const { identifiers } = await tx.insert(Task, { ...task, label, aliveUntil: () => LEASE_END });
    return (identifiers[0] as { id: number }).id;
  }

  find(tx: Tx, tenantId: string, id: number): Promise<Task | null> {
    return tx.findOneBy(Task, { tenantId, id });
  }

  list(tx: Tx, tenantId: string, kind: TaskKind | undefined): Promise<Task[]> {
    const where = { tenantId, ...(kind ? { kind } : {}) };
    return tx.find(Task, { where, order: { id: 'DESC' }, take: MOST_LISTED });
  }

  async progress(
    tx: Tx,
    tenantId: string,
    id: number,
    { currentAction, logLine, metadata }: Partial<TaskProgress>,
  ): Promise<void> {
    await tx.query(
      `UPDATE tasks SET current_action = coalesce($3, current_action), log = right(log || coalesce($4, ''), ${MOST_LOG}),
              metadata = metadata || $5::jsonb, alive_until = ${LEASE_END}
       WHERE tenant_id = $1 AND id = $2 AND NOT is_done`,
      [
        tenantId,
        id,
        currentAction === undefined ? null : storable(currentAction.slice(0, 256)),
        logLine === undefined ? null : `${storable(logLine)}\n`,
        storableJson(metadata ?? {}),
      ],
    );
  }

  async finish(
    tx: Tx,
    tenantId: string,
    id: number,
    outcome: { result?: unknown; exception?: string; metadata?: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    await tx.query(
      `UPDATE tasks SET is_done = true, finished_at = now(), exception = $3, result = $4::jsonb, metadata = metadata || $5::jsonb
       WHERE tenant_id = $1 AND id = $2 AND NOT is_done`,
      [
        tenantId,
        id,
        outcome.exception === undefined ? null : storable(outcome.exception),
        storableJson(outcome.result),
        storableJson(outcome.metadata ?? {}),
      ],
    );
  }

  /** Says of tasks of any tenant that they are alive. */
  async prolong(tx: Tx, ids: readonly number[]): Promise<void> {
    await tx.query(`UPDATE tasks SET alive_until = ${LEASE_END} WHERE id = ANY ($1) AND NOT is_done`, [ids]);
  }

  /** Of all tenants: those that nobody will ask for any more. */
  async deleteOld(tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM tasks WHERE is_done AND finished_at < now() - make_interval(days => $1)`, [DAYS_KEPT]);
  }

  /** Ends those whose process has gone, of all tenants. */
  async finishAbandoned(tx: Tx, exception: string): Promise<void> {
    await tx.query(
      `UPDATE tasks SET is_done = true, finished_at = now(), exception = $1 WHERE NOT is_done AND alive_until < now()`,
      [exception],
    );
  }
}
