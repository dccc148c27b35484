import { Injectable } from '@nestjs/common';
import { storable } from '../../kernel/storable-text.js';
import type { Tx } from '../../database/transactions.js';
import { KnowledgeContent } from './knowledge-content.entity.js';

/** An import that somebody has taken on. */
export interface ImportJob {
  id: string;
  tenantId: string;
  baseId: string;
  fileName: string;
  extension: string;
  isParsed: boolean;
  taskId: number;
  userId: string;
  keyId: string | null;
  attempts: number;
  leaseToken: string;
}

/** What a job needs of its base. */
export interface JobBase {
  embeddingModel: string;
  embeddingVersion: number;
  dimension: number | null;
}

const OF_JOB = `id, tenant_id AS "tenantId", base_id AS "baseId", file_name AS "fileName", extension, is_parsed AS "isParsed",
  task_id AS "taskId", user_id AS "userId", key_id AS "keyId", attempts, lease_token AS "leaseToken"`;

/** The queue of imports: the files with work to do. Whoever holds a lease works on a file; nobody else does. */
@Injectable()
export class ImportJobsRepository {
  /** Takes on the next file, of the tenant with the fewest in work; null when there is none. Of all tenants. */
  async claim(tx: Tx, leaseToken: string, leaseMs: number): Promise<ImportJob | null> {
    const [rows] = await tx.query<[ImportJob[], number]>(
      `UPDATE knowledge_files SET status = 'processing', lease_token = $1, attempts = attempts + 1,
              lease_until = now() + $2 * interval '1 millisecond'
       WHERE id = (
         SELECT f.id FROM knowledge_files f
         WHERE f.queued_at IS NOT NULL AND (f.lease_until IS NULL OR f.lease_until < now())
         ORDER BY (SELECT count(*) FROM knowledge_files w
                   WHERE w.queued_at IS NOT NULL AND w.tenant_id = f.tenant_id AND w.lease_until >= now()), f.queued_at, f.id
         LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${OF_JOB}`,
      [leaseToken, leaseMs],
    );
    return rows[0] ?? null;
  }

  /** @returns whether it is still held: not when it was deleted, taken over or begun anew */
  async prolong(tx: Tx, job: ImportJob, leaseMs: number): Promise<boolean> {
    const [, affected] = await tx.query<[unknown[], number]>(
      `UPDATE knowledge_files SET lease_until = now() + $4 * interval '1 millisecond'
       WHERE tenant_id = $1 AND id = $2 AND lease_token = $3`,
      [job.tenantId, job.id, job.leaseToken, leaseMs],
    );
    return affected === 1;
  }

  /** Keeps the file as it is until the transaction ends. @returns whether it is still held */
  async hold(tx: Tx, { tenantId, id, leaseToken }: ImportJob): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM knowledge_files WHERE tenant_id = $1 AND id = $2 AND lease_token = $3 FOR UPDATE`,
      [tenantId, id, leaseToken],
    );
    return rows.length === 1;
  }

  async setTask(tx: Tx, { tenantId, id }: ImportJob, taskId: number): Promise<void> {
    await tx.query(`UPDATE knowledge_files SET task_id = $3 WHERE tenant_id = $1 AND id = $2`, [tenantId, id, taskId]);
  }

  /** @returns whether it was still held */
  async finish(tx: Tx, { tenantId, id, leaseToken }: ImportJob, error: string | null): Promise<boolean> {
    const [, affected] = await tx.query<[unknown[], number]>(
      `UPDATE knowledge_files SET status = $4, error = $5, queued_at = NULL, lease_token = NULL, lease_until = NULL
       WHERE tenant_id = $1 AND id = $2 AND lease_token = $3`,
      [tenantId, id, leaseToken, error === null ? 'completed' : 'failed', error && storable(error)],
    );
    return affected === 1;
  }

  /** Gives a file back as if nobody had begun; another replica may go on where this one stopped. */
  async giveBack(tx: Tx, { tenantId, id, leaseToken }: ImportJob): Promise<void> {
    await tx.query(
      `UPDATE knowledge_files SET status = 'pending', lease_token = NULL, lease_until = NULL, attempts = attempts - 1
       WHERE tenant_id = $1 AND id = $2 AND lease_token = $3`,
      [tenantId, id, leaseToken],
    );
  }

  async findBase(tx: Tx, tenantId: string, baseId: string): Promise<JobBase | null> {
    const rows = await tx.query<JobBase[]>(
      `SELECT embedding_model AS "embeddingModel", embedding_version AS "embeddingVersion", dimension
       FROM knowledge_bases WHERE tenant_id = $1 AND id = $2`,
      [tenantId, baseId],
    );
    return rows[0] ?? null;
  }

  async findContent(tx: Tx, tenantId: string, fileId: string): Promise<Buffer | null> {
    return (await tx.findOneBy(KnowledgeContent, { tenantId, fileId }))?.content ?? null;
  }

  /** The chunks take the place of the bytes. */
  async markParsed(tx: Tx, { tenantId, id }: ImportJob): Promise<void> {
    await tx.delete(KnowledgeContent, { tenantId, fileId: id });
    await tx.query(`UPDATE knowledge_files SET is_parsed = true WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  }

  /** The tasks of files that wait for their turn, of all tenants. */
  async listWaitingTasks(tx: Tx): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT task_id AS id FROM knowledge_files WHERE queued_at IS NOT NULL AND (lease_until IS NULL OR lease_until < now())`,
    );
    return rows.map(({ id }) => id);
  }
}
