import type { DataSource, EntityManager } from 'typeorm';
import { UnavailableError } from '../kernel/app-error.js';
import { CHANGE_CHANNEL, type Change, type ChangeFeed } from './change-feed.js';
import { isConnectionFailure } from './connection-failure.js';

/** A transaction in progress. It exists only inside `tenantDb.run` and `systemDb.run`; repositories take it first. */
export type Tx = EntityManager;

const announced = new WeakMap<Tx, Change[]>();

/**
 * Tells every process, once this transaction commits, that snapshots built from the subject are void; this process
 * knows before `run` returns, so an acknowledged change holds at once. For management changes only: the commit lock
 * of NOTIFY is one for the whole database.
 */
export async function announce(tx: Tx, change: Change): Promise<void> {
  announced.get(tx)?.push(change);
  await tx.query('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, JSON.stringify(change)]);
}

/** Runs work in one transaction with the session settings that say on whose behalf; the two seams share it. */
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
  ) {}

  async run<T>(tenantId: string, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const changes: Change[] = [];
    try {
      const result = await this.dataSource.transaction(async (tx) => {
        announced.set(tx, changes);
        await tx.query(`SELECT set_config('latchkey.tenant', $1, true), set_config('latchkey.reason', $2, true)`, [
          tenantId,
          reason,
        ]);
        return await work(tx);
      });
      for (const change of changes) this.feed.dispatch(change);
      return result;
    } catch (error) {
      if (isConnectionFailure(error)) throw new UnavailableError(undefined, { cause: error });
      throw error;
    }
  }
}
