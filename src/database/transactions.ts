import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { ConflictError, UnavailableError } from '../kernel/app-error.js';
import { CHANGE_CHANNEL, type Change, type ChangeFeed } from './change-feed.js';
import { isConnectionFailure } from './connection-failure.js';
import { BUSY, isLockFailure } from './lock-failure.js';
import type { DatabaseRoles } from './tenant-role.js';

/** A transaction in progress. It exists only inside `tenantDb.run` and `systemDb.run`; repositories take it first. */
export type Tx = EntityManager;

/** On whose behalf a transaction acts; with a reason, it may see the rows of all tenants. */
interface Acting {
  readonly tenantId: string;
  readonly reason: string;
}

/** What is known of a transaction while it lasts. */
interface State {
  readonly changes: Change[];
  readonly roles: DatabaseRoles;
  acting: Acting;
}

const states = new WeakMap<Tx, State>();

/**
 * Tells every process, once this transaction commits, that snapshots built from the subject are void; this process
 * knows before `run` returns, so an acknowledged change holds at once. For management changes only: the commit lock
 * of NOTIFY is one for the whole database.
 */
export async function announce(tx: Tx, change: Change): Promise<void> {
  states.get(tx)?.changes.push(change);
  await tx.query('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, JSON.stringify(change)]);
}

/**
 * Lets work within a tenant's transaction see the rows of all: for what tenants do to each other, such as sharing. Its
 * queries say whose rows they are for.
 * @param reason kept in the session for whoever looks at running statements
 */
export function acrossTenants<T>(tx: Tx, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const state = stateOf(tx);
  return state.acting.reason === '' ? nest(tx, { ...state.acting, reason }, work) : work(tx);
}

/** A transaction that others join, see {@link Transactions.atomically}. */
interface Outer {
  readonly tx: Tx;
  /** Whoever is still at work when it ends, in the background, gets transactions of their own again. */
  isOpen: boolean;
}

/** Carries the result out of a transaction that is to be rolled back. */
class Rehearsed extends Error {}

/** Runs work in one transaction with the session settings that say on whose behalf; the two seams share it. */
export class Transactions {
  private readonly outer = new AsyncLocalStorage<Outer>();
  private openOuters = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly roles: DatabaseRoles,
  ) {}

  /** @throws UnavailableError when the database is away, ConflictError when a lock can't be had */
  async run<T>(tenantId: string, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = this.outer.getStore();
    if (outer?.isOpen) return nest(outer.tx, { tenantId, reason }, work);
    return this.start({ tenantId, reason }, work);
  }

  /**
   * One transaction around several services: every `run` within the work joins it as a savepoint, and all of it commits
   * or none. Those are to run one after the other, since they share a connection, and nothing slow may be waited for.
   * `docs/decisions/0020` says where this may be used.
   */
  atomically<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.outer.getStore()?.isOpen) throw new Error('A transaction around services is open already');
    return this.start({ tenantId: '', reason }, async (tx) => {
      const outer: Outer = { tx, isOpen: true };
      this.openOuters += 1;
      try {
        return await this.outer.run(outer, () => work(tx));
      } finally {
        outer.isOpen = false;
        this.openOuters -= 1;
        // Once switched on, Node tells every promise of the process whose it is, and each request pays for that.
        if (this.openOuters === 0) this.outer.disable();
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

  private async start<T>(acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
    const state: State = { changes: [], roles: this.roles, acting };
    try {
      const result = await this.dataSource.transaction(async (tx) => {
        states.set(tx, state);
        await act(tx, acting);
        return await work(tx);
      });
      for (const change of state.changes) this.feed.dispatch(change);
      return result;
    } catch (error) {
      if (isConnectionFailure(error)) throw new UnavailableError(undefined, { cause: error });
      // Of two that wait in a circle, the database ends either; nothing of it has happened then.
      if (isLockFailure(error)) throw new ConflictError(BUSY, { cause: error });
      throw error;
    }
  }
}

/** A rollback to the savepoint restores the session's settings by itself, and takes back what was announced. */
async function nest<T>(tx: Tx, acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
  const state = stateOf(tx);
  const { acting: former } = state;
  const announcedBefore = state.changes.length;
  try {
    return await tx.transaction(async (inner) => {
      await act(inner, acting);
      const result = await work(inner);
      await act(inner, former);
      return result;
    });
  } catch (error) {
    state.changes.length = announcedBefore;
    throw error;
  } finally {
    state.acting = former;
  }
}

/** Nothing of it outlasts the transaction: a pooler may give the connection to somebody else. */
async function act(tx: Tx, acting: Acting): Promise<void> {
  const state = stateOf(tx);
  const { databaseUser, tenant, searchPath } = state.roles;
  await tx.query(
    `SELECT set_config('latchkey.tenant', $1, true), set_config('latchkey.reason', $2, true),
            set_config('search_path', $3, true), set_config('role', $4, true)`,
    [acting.tenantId, acting.reason, searchPath, acting.reason === '' ? tenant : databaseUser],
  );
  state.acting = acting;
}

function stateOf(tx: Tx): State {
  const state = states.get(tx);
  if (!state) throw new Error('This transaction was not begun by a seam');
  return state;
}
