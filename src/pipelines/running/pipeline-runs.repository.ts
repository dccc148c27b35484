import { Injectable } from '@nestjs/common';
import { storableJson } from '../../kernel/storable-text.js';
import type { Tx } from '../../database/transactions.js';
import type { KeysetPage } from '../../http/keyset-page.js';
import { PipelineRun } from './pipeline-run.entity.js';
import { sessionValues, type SessionKey } from './session-key.js';

export type RunOutcome = Pick<PipelineRun, 'status' | 'model' | 'toolCalls' | 'warnings' | 'error'> & {
  inputTokens: number;
  outputTokens: number;
};

/** A run whose process says nothing for so long has lost it. By the database's clock, which all processes share. */
const LEASE_END = `now() + interval '60 seconds'`;

/** The rows of runs. Whatever concerns a run that has ended changes nothing. */
@Injectable()
export class PipelineRunsRepository {
  /** @returns false when the pipeline has gone */
  async insert(tx: Tx, id: string, session: SessionKey, startedAt: Date): Promise<boolean> {
    const inserted = await tx.query<unknown[]>(
      `INSERT INTO pipeline_runs (tenant_id, pipeline_id, origin, session_type, session_id, id, status, created_at, alive_until)
       SELECT p.tenant_id, p.id, $3::varchar, $4::varchar, $5::varchar, $6::uuid, 'running', $7::timestamptz, ${LEASE_END}
       FROM pipelines p WHERE p.tenant_id = $1 AND p.id = $2 FOR KEY SHARE
       RETURNING id`,
      [...sessionValues(session), id, startedAt],
    );
    return inserted.length > 0;
  }

  find(tx: Tx, tenantId: string, pipelineId: string, id: string): Promise<PipelineRun | null> {
    return tx.findOneBy(PipelineRun, { tenantId, pipelineId, id });
  }

  /** Keyset pagination by beginning; one more than the limit comes back when there are more. */
  listPage(
    tx: Tx,
    tenantId: string,
    pipelineId: string,
    { limit, after, isDescending }: KeysetPage,
  ): Promise<PipelineRun[]> {
    const order = isDescending ? 'DESC' : 'ASC';
    const query = tx
      .createQueryBuilder(PipelineRun, 'r')
      .where('r.tenant_id = :tenantId AND r.pipeline_id = :pipelineId', { tenantId, pipelineId })
      .orderBy('r.created_at', order)
      .addOrderBy('r.id', order)
      .take(limit + 1);
    if (after) query.andWhere(`(r.created_at, r.id) ${isDescending ? '<' : '>'} (:createdAt, :id)`, after);
    return query.getMany();
  }

  async finish(tx: Tx, tenantId: string, id: string, outcome: RunOutcome): Promise<void> {
    const { status, model, inputTokens, outputTokens, toolCalls, warnings, error } = outcome;
    await tx.query(
      `UPDATE pipeline_runs SET status = $3, model = $4, input_tokens = $5, output_tokens = $6, tool_calls = $7::jsonb,
              error = $8, warnings = $9::jsonb, finished_at = clock_timestamp()
       WHERE tenant_id = $1 AND id = $2 AND status = 'running'`,
      [
        tenantId,
        id,
        status,
        model?.slice(0, 512),
        inputTokens,
        outputTokens,
        storableJson(toolCalls),
        error,
        storableJson(warnings),
      ],
    );
  }

  /** Of all tenants. */
  async prolong(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`UPDATE pipeline_runs SET alive_until = ${LEASE_END} WHERE id = ANY ($1) AND status = 'running'`, [
      ids,
    ]);
  }

  /** Ends those whose process has gone, of all tenants. */
  async interruptAbandoned(tx: Tx, error: string): Promise<void> {
    await tx.query(
      `UPDATE pipeline_runs SET status = 'interrupted', error = $1, finished_at = now()
       WHERE status = 'running' AND alive_until < now()`,
      [error],
    );
  }

  /** Ends these. */
  async interrupt(tx: Tx, ids: readonly string[], error: string): Promise<void> {
    await tx.query(
      `UPDATE pipeline_runs SET status = 'interrupted', error = $2, finished_at = now()
       WHERE id = ANY ($1) AND status = 'running'`,
      [ids, error],
    );
  }

  /** Of all tenants. */
  async deleteOld(tx: Tx, days: number): Promise<void> {
    await tx.query(
      `DELETE FROM pipeline_runs WHERE created_at < now() - make_interval(days => $1) AND status <> 'running'`,
      [days],
    );
  }
}
