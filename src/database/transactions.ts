import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { ConflictError, UnavailableError } from '../kernel/app-error.js';
import { CHANGE_CHANNEL, type Change, type ChangeFeed } from './change-feed.js';
import { isConnectionFailure } from './connection-failure.js';
import { BUSY, isLockFailure } from './lock-failure.js';

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

/** A transaction that others join, see {@link Transactions.atomically}. */
interface Outer {
  readonly tx: Tx;
  readonly changes: Change[];
  /** On whose behalf the session acts at the moment. */
  tenantId: string;
  reason: string;
  /** Whoever is still at work when it ends, in the background, gets transactions of their own again. */
  isOpen: boolean;
}

/** Carries the result out of a transaction that is to be rolled back. */
class Rehearsed extends Error {}

/** Runs work in one transaction with the session settings that say on whose behalf; the two seams share it. */
export class Transactions {
  private readonly outer = new AsyncLocalStorage<Outer>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
  ) {}

  /** @throws UnavailableError when the database is away, ConflictError when a lock can't be had */
  async run<T>(tenantId: string, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = this.outer.getStore();
    if (outer?.isOpen) return this.join(outer, tenantId, reason, work);
    return this.start(tenantId, reason, (tx) => work(tx));
  }

  /**
   * One transaction around several services: every `run` within the work joins it as a savepoint, and all of it commits
   * or none. Those are to run one after the other, since they share a connection, and nothing slow may be waited for.
   * `docs/decisions/0020` says where this may be used.
   */
  atomically<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.outer.getStore()?.isOpen) throw new Error('A transaction around services is open already');
    return this.start('', reason, async (tx, changes) => {
      const outer: Outer = { tx, changes, tenantId: '', reason, isOpen: true };
      try {
        return await this.outer.run(outer, () => work(tx));
      } finally {
        outer.isOpen = false;
      }
    });
  }

  /** As {@link atomically}, but all of it is taken back. */
  async rehearse<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const results: T[] = [];
    const end = new Rehearsed();
    try {
      return await this.atomically(reason, async (tx) => {
        results.push(await work(tx));
        throw end;
      });
    } catch (error) {
      if (error !== end) throw error;
      return results[0] as T;
    }
  }

  private async start<T>(
    tenantId: string,
    reason: string,
    work: (tx: Tx, changes: Change[]) => Promise<T>,
  ): Promise<T> {
    const changes: Change[] = [];
    try {
      const result = await this.dataSource.transaction(async (tx) => {
        announced.set(tx, changes);
        await actFor(tx, tenantId, reason);
        return await work(tx, changes);
      });
      for (const change of changes) this.feed.dispatch(change);
      return result;
    } catch (error) {
      if (isConnectionFailure(error)) throw new UnavailableError(undefined, { cause: error });
      // Of two that wait in a circle, the database ends either; nothing of it has happened then.
      if (isLockFailure(error)) throw new ConflictError(BUSY, { cause: error });
      throw error;
    }
  }

  /** A rollback to the savepoint restores the session's settings by itself, and takes back what was announced. */
  private async join<T>(outer: Outer, tenantId: string, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { tenantId: formerTenant, reason: formerReason } = outer;
    const announcedBefore = outer.changes.length;
    try {
      return await outer.tx.transaction(async (tx) => {
        await actFor(tx, tenantId, reason);
        Object.assign(outer, { tenantId, reason });
        const result = await work(tx);
        await actFor(tx, formerTenant, formerReason);
        return result;
      });
    } catch (error) {
      outer.changes.length = announcedBefore;
      throw error;
    } finally {
      Object.assign(outer, { tenantId: formerTenant, reason: formerReason });
    }
  }
}

async function actFor(tx: Tx, tenantId: string, reason: string): Promise<void> {
  await tx.query(`SELECT set_config('latchkey.tenant', $1, true), set_config('latchkey.reason', $2, true)`, [
    tenantId,
    reason,
  ]);
}
