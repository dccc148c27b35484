import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { KnowledgeContent } from './knowledge-content.entity.js';
import { KnowledgeFile } from './knowledge-file.entity.js';

/** What there is to know of a file that begins. */
export type NewKnowledgeFile = Pick<
  KnowledgeFile,
  'id' | 'tenantId' | 'baseId' | 'sourceKey' | 'fileName' | 'extension' | 'taskId' | 'userId' | 'keyId'
>;

/** The files of a tenant's bases. */
@Injectable()
export class KnowledgeFilesRepository {
  /** With work to do on it at once. */
  async insert(tx: Tx, file: NewKnowledgeFile, content: Buffer): Promise<void> {
    await tx.insert(KnowledgeFile, { ...file, size: content.length, queuedAt: new Date() });
    await tx.insert(KnowledgeContent, { fileId: file.id, tenantId: file.tenantId, size: content.length, content });
  }

  /** The oldest first. */
  list(tx: Tx, tenantId: string, baseId: string): Promise<KnowledgeFile[]> {
    return tx.find(KnowledgeFile, { where: { tenantId, baseId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  count(tx: Tx, tenantId: string, baseId: string): Promise<number> {
    return tx.countBy(KnowledgeFile, { tenantId, baseId });
  }

  /** Of files that are not parsed, in bytes. */
  async sumContents(tx: Tx, tenantId: string): Promise<number> {
    const [row] = await tx.query<{ sum: string }[]>(
      `SELECT coalesce(sum(size), 0) AS sum FROM knowledge_contents WHERE tenant_id = $1`,
      [tenantId],
    );
    return Number(row?.sum);
  }

  /** What an upload became in a base, the first first; held until the transaction ends. */
  listOfSource(tx: Tx, tenantId: string, baseId: string, sourceKey: string): Promise<KnowledgeFile[]> {
    return tx.find(KnowledgeFile, {
      where: { tenantId, baseId, sourceKey },
      order: { createdAt: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Holds the file until the transaction ends. */
  findForUpdate(tx: Tx, tenantId: string, baseId: string, id: string): Promise<KnowledgeFile | null> {
    return tx.findOne(KnowledgeFile, { where: { tenantId, baseId, id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Begins a file that failed anew. */
  async retry(tx: Tx, { tenantId, id }: KnowledgeFile, taskId: number): Promise<void> {
    await tx.update(
      KnowledgeFile,
      { tenantId, id },
      { status: 'pending', error: null, taskId, queuedAt: new Date(), attempts: 0, leaseToken: null, leaseUntil: null },
    );
  }

  /** All files of a base whose chunks are stored wait for vectors again; whoever works on one has lost it. */
  async queueParsed(tx: Tx, tenantId: string, baseId: string): Promise<void> {
    await tx.query(
      `UPDATE knowledge_files SET status = 'pending', error = NULL, queued_at = now(), attempts = 0, lease_token = NULL,
              lease_until = NULL
       WHERE tenant_id = $1 AND base_id = $2 AND is_parsed`,
      [tenantId, baseId],
    );
  }

  /** Holds all files of a base. @returns the tasks of those with work to do */
  async lockAll(tx: Tx, tenantId: string, baseId: string): Promise<number[]> {
    const rows = await tx.query<{ id: number; isQueued: boolean }[]>(
      `SELECT task_id AS id, queued_at IS NOT NULL AS "isQueued" FROM knowledge_files
       WHERE tenant_id = $1 AND base_id = $2 ORDER BY knowledge_files.id FOR UPDATE`,
      [tenantId, baseId],
    );
    return rows.flatMap(({ id, isQueued }) => (isQueued ? [id] : []));
  }

  /** Its bytes and chunks go with it. */
  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(KnowledgeFile, { tenantId, id });
  }
}
