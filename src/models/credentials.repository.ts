import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { announceModels } from './routes/model-versions.js';
import { Credential } from './credential.entity.js';

/** A tenant's credentials. Their secrets are read only where they are used. */
@Injectable()
export class CredentialsRepository {
  /**
   * Serialises changes of a tenant's credentials, models and defaults until the transaction ends: a default must not
   * be set on a model that is just being removed, and rows are locked in no order that all would share. Whoever takes the lock means to change something,
   * so what the data plane knows of the tenant's models is void once the transaction commits.
   */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await this.hold(tx, tenantId);
    await announceModels(tx, tenantId);
  }

  /** Takes the lock of {@link lock} for whoever will change something only perhaps. */
  async hold(tx: Tx, tenantId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`models|${tenantId}`]);
  }

  list(tx: Tx, tenantId: string): Promise<Credential[]> {
    return tx.find(Credential, { where: { tenantId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** All of a tenant's with their secrets, the oldest first. */
  listSealed(tx: Tx, tenantId: string): Promise<Credential[]> {
    return tx
      .createQueryBuilder(Credential, 'c')
      .addSelect('c.sealed')
      .where('c.tenantId = :tenantId', { tenantId })
      .orderBy('c.createdAt')
      .addOrderBy('c.id')
      .getMany();
  }

  /** Those of RAGFlow's surface, the oldest first. */
  listOfRagflow(tx: Tx, tenantId: string, factory: string): Promise<Credential[]> {
    return tx.find(Credential, {
      where: { tenantId, factory, source: 'ragflow' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  async insert(tx: Tx, credential: Omit<Credential, 'createdAt' | 'updatedAt'>): Promise<void> {
    await tx.insert(Credential, credential as object);
  }

  async update(tx: Tx, tenantId: string, id: string, columns: Partial<Credential>): Promise<void> {
    await tx.update(Credential, { tenantId, id }, columns as object);
  }

  async delete(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await tx.delete(Credential, { tenantId, id });
  }
}
