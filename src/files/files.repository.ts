import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { StoredFile, type StoredFileKind } from './stored-file.entity.js';

/** A tenant's uploads. Those that have expired are gone already. */
@Injectable()
export class FilesRepository {
  /** Whoever stores a tenant's files does so after the others: the sum of them is bounded. */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`files:${tenantId}`]);
  }

  /** In bytes. */
  async sumSizes(tx: Tx, tenantId: string): Promise<number> {
    const [row] = await tx.query<{ sum: string }[]>(
      `SELECT coalesce(sum(size), 0) AS sum FROM stored_files WHERE tenant_id = $1 AND expires_at > now()`,
      [tenantId],
    );
    return Number(row?.sum);
  }

  async insert(tx: Tx, file: Omit<StoredFile, 'createdAt'>): Promise<void> {
    await tx.insert(StoredFile, file);
  }

  findWithContent(tx: Tx, tenantId: string, kind: StoredFileKind, key: string): Promise<StoredFile | null> {
    return tx.findOne(StoredFile, {
      where: { tenantId, kind, key, expiresAt: MoreThan(new Date()) },
      select: { id: true, key: true, mediaType: true, size: true, content: true },
    });
  }

  /** Of several that try, one succeeds. */
  async delete(tx: Tx, tenantId: string, kind: StoredFileKind, key: string): Promise<boolean> {
    const { affected } = await tx.delete(StoredFile, { tenantId, kind, key });
    return affected === 1;
  }

  async postponeExpiry(
    tx: Tx,
    tenantId: string,
    kind: StoredFileKind,
    key: string,
    dates: { until: Date; ifBefore: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE stored_files SET expires_at = $4 WHERE tenant_id = $1 AND kind = $2 AND key = $3 AND expires_at < $5`,
      [tenantId, kind, key, dates.until, dates.ifBefore],
    );
  }

  /** Of all tenants. */
  async deleteExpired(tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM stored_files WHERE expires_at <= now()`);
  }
}
