import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { Pipeline } from './pipeline.entity.js';

/** How a list is sorted; null: as it comes. */
export interface PipelineOrder {
  by: 'createdAt' | 'updatedAt' | null;
  isDescending: boolean;
}

export type PipelineColumns = Pick<Pipeline, 'name' | 'description' | 'emoji' | 'config' | 'extensions' | 'isDefault'>;

/** The knowledge bases that a pipeline names. */
const BASES = `config #> '{ai,local-agent,knowledge-bases}'`;

/** A tenant's pipelines. */
@Injectable()
export class PipelinesRepository {
  /** Changes of which pipelines there are, and which is the default, happen one after another in a tenant. */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`pipelines|${tenantId}`]);
  }

  async insert(tx: Tx, pipeline: Pick<Pipeline, 'id' | 'tenantId'> & PipelineColumns): Promise<void> {
    await tx.insert(Pipeline, pipeline as object);
  }

  find(tx: Tx, tenantId: string, id: string): Promise<Pipeline | null> {
    return tx.findOneBy(Pipeline, { tenantId, id });
  }

  /** Of those that there are. */
  listNamesOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Pick<Pipeline, 'id' | 'name'>[]> {
    return tx.find(Pipeline, { select: { id: true, name: true }, where: { tenantId, id: In([...ids]) } });
  }

  findDefault(tx: Tx, tenantId: string): Promise<Pipeline | null> {
    return tx.findOneBy(Pipeline, { tenantId, isDefault: true });
  }

  list(tx: Tx, tenantId: string, { by, isDescending }: PipelineOrder): Promise<Pipeline[]> {
    const direction = isDescending ? 'DESC' : 'ASC';
    return tx.find(Pipeline, { where: { tenantId }, order: by ? { [by]: direction, id: direction } : {} });
  }

  /** Two are enough to see that a name is ambiguous. */
  findNamed(tx: Tx, tenantId: string, name: string): Promise<Pick<Pipeline, 'id'>[]> {
    return tx.find(Pipeline, { select: { id: true }, where: { tenantId, name }, take: 2 });
  }

  listNames(tx: Tx, tenantId: string): Promise<Pick<Pipeline, 'id' | 'name' | 'createdAt'>[]> {
    const select = { id: true, name: true, createdAt: true };
    return tx.find(Pipeline, { select, where: { tenantId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  count(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(Pipeline, { tenantId });
  }

  async update(tx: Tx, tenantId: string, id: string, columns: Partial<PipelineColumns>): Promise<void> {
    await tx.update(Pipeline, { tenantId, id }, columns as object);
  }

  /** Takes a knowledge base out of the pipelines that name it. @returns their ids */
  async forgetBase(tx: Tx, tenantId: string, baseId: string): Promise<string[]> {
    const found = await tx.query<{ id: string }[]>(
      `SELECT id FROM pipelines
       WHERE tenant_id = $1 AND (${BASES} ? $2 OR config #>> '{ai,local-agent,knowledge-base}' = $2)
       ORDER BY id FOR NO KEY UPDATE`,
      [tenantId, baseId],
    );
    const ids = found.map(({ id }) => id);
    await tx.query(
      `UPDATE pipelines SET updated_at = now(), config = jsonb_set(
         CASE WHEN config #>> '{ai,local-agent,knowledge-base}' = $2
           THEN config #- '{ai,local-agent,knowledge-base}' ELSE config END,
         '{ai,local-agent,knowledge-bases}', coalesce(${BASES}, '[]') - $2::text)
       WHERE tenant_id = $1 AND id = ANY ($3)`,
      [tenantId, baseId, ids],
    );
    return ids;
  }

  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(Pipeline, { tenantId, id });
  }

  /** Where there is no default, the oldest becomes it. */
  async appointDefault(tx: Tx, tenantId: string): Promise<void> {
    await tx.query(
      `UPDATE pipelines SET is_default = true
       WHERE tenant_id = $1 AND id = (SELECT id FROM pipelines WHERE tenant_id = $1 ORDER BY created_at, id LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM pipelines WHERE tenant_id = $1 AND is_default)`,
      [tenantId],
    );
  }
}
