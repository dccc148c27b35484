import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { KnowledgeBase } from './knowledge-base.entity.js';

/** A tenant's knowledge bases. */
@Injectable()
export class BasesRepository {
  /** Whoever changes or removes a base, or adds files to it, does so after the others. */
  async lock(tx: Tx, id: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`knowledge-base:${id}`]);
  }

  async insert(
    tx: Tx,
    base: Pick<KnowledgeBase, 'id' | 'tenantId' | 'name' | 'description' | 'emoji' | 'embeddingModel' | 'topK'>,
  ): Promise<void> {
    await tx.insert(KnowledgeBase, base);
  }

  find(tx: Tx, tenantId: string, id: string): Promise<KnowledgeBase | null> {
    return tx.findOneBy(KnowledgeBase, { tenantId, id });
  }

  /** The oldest first. */
  list(tx: Tx, tenantId: string): Promise<KnowledgeBase[]> {
    return tx.find(KnowledgeBase, { where: { tenantId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  count(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(KnowledgeBase, { tenantId });
  }

  async update(
    tx: Tx,
    tenantId: string,
    id: string,
    columns: Partial<Pick<KnowledgeBase, 'name' | 'description' | 'emoji' | 'topK'>>,
  ): Promise<void> {
    await tx.update(KnowledgeBase, { tenantId, id }, { ...columns, updatedAt: new Date() });
  }

  /** Another model: all vectors so far are void. */
  async changeModel(tx: Tx, tenantId: string, id: string, model: string): Promise<void> {
    await tx.query(
      `UPDATE knowledge_bases SET embedding_model = $3, embedding_version = embedding_version + 1, dimension = NULL
       WHERE tenant_id = $1 AND id = $2`,
      [tenantId, id, model],
    );
  }

  async countRemoval(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.query(`UPDATE knowledge_bases SET removals = removals + 1 WHERE tenant_id = $1 AND id = $2`, [
      tenantId,
      id,
    ]);
  }

  /** Files, their bytes and chunks go with it. */
  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(KnowledgeBase, { tenantId, id });
  }
}
