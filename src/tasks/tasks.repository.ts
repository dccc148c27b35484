import { Injectable } from '@nestjs/common';
import { storable, storableJson } from '../kernel/storable-text.js';
import type { Tx } from '../database/transactions.js';
import { Task, type TaskKind } from './task.entity.js';

/** Of a tenant's tasks so many are listed, the youngest first. */
const MOST_LISTED = 200;
/** Of a log so many characters are kept: its end. */
const MOST_LOG = 64 * 1024;

export interface TaskProgress {
  currentAction: string;
  logLine: string;
  metadata: Readonly<Record<string, unknown>>;
}

/** The rows of tasks. Whatever concerns a task that is done changes nothing. */
@Injectable()
export class TasksRepository {
  async insert(tx: Tx, task: Pick<Task, 'tenantId' | 'kind' | 'name' | 'label' | 'aliveUntil'>): Promise<number> {
    const { identifiers } = await tx.insert(Task, { ...task, label: storable(task.label.slice(0, 512)) });
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
    aliveUntil: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE tasks SET current_action = coalesce($3, current_action), log = right(log || coalesce($4, ''), ${MOST_LOG}),
              metadata = metadata || $5::jsonb, alive_until = $6
       WHERE tenant_id = $1 AND id = $2 AND NOT is_done`,
      [
        tenantId,
        id,
        currentAction === undefined ? null : storable(currentAction.slice(0, 256)),
        logLine === undefined ? null : `${storable(logLine)}\n`,
        storableJson(metadata ?? {}),
        aliveUntil,
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
  async prolong(tx: Tx, ids: readonly number[], aliveUntil: Date): Promise<void> {
    await tx.query(`UPDATE tasks SET alive_until = $2 WHERE id = ANY ($1) AND NOT is_done`, [ids, aliveUntil]);
  }

  /** Ends those whose process has gone, of all tenants. */
  async finishAbandoned(tx: Tx, exception: string): Promise<void> {
    await tx.query(
      `UPDATE tasks SET is_done = true, finished_at = now(), exception = $1 WHERE NOT is_done AND alive_until < now()`,
      [exception],
    );
  }
}
