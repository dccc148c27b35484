import { LRUCache } from 'lru-cache';
import { UnavailableError } from '../kernel/app-error.js';
import type { Change, ChangeFeed, ChangeListener } from './change-feed.js';

/** What a snapshot was built from; it is void as soon as one of these has a newer version. */
export type Subject = Change;

export interface Snapshot {
  readonly subjects: readonly Subject[];
}

interface Held<S> {
  snapshot: S;
  readAt: number;
}

export interface SnapshotCacheOptions<S extends Snapshot> {
  feed: ChangeFeed;
  /** One query that builds the snapshot from rows; null when there is nothing under that key. */
  load: (key: string) => Promise<S | null>;
  /** How long a known snapshot goes on while the database can't be asked. */
  maxAgeMs: number;
  now?: () => number;
}

const MOST_SNAPSHOTS = 50_000;
const MOST_UNKNOWN = 10_000;
const MOST_VERSIONS = 100_000;
const UNKNOWN_MS = 5_000;
const AWAY_MS = 1_000;
const MOST_RELOADS = 5;

/**
 * Frozen answers that requests are judged on without asking the database. A change that the feed reports voids what
 * was built from it; a read that a change overtook is thrown away and done once more, so that no stale row comes back.
 */
export class SnapshotCache<S extends Snapshot> implements ChangeListener {
  private readonly held = new LRUCache<string, Held<S>>({
    max: MOST_SNAPSHOTS,
    dispose: ({ snapshot }, key) => this.unlink(key, snapshot),
  });
  private readonly unknown = new LRUCache<string, true>({ max: MOST_UNKNOWN, ttl: UNKNOWN_MS });
  private readonly newestVersions = new LRUCache<string, number>({ max: MOST_VERSIONS });
  private readonly keysBySubject = new Map<string, Set<string>>();
  private readonly loading = new Map<string, Promise<S | null>>();
  private readonly confirming = new Map<string, Promise<S | null>>();
  private awayUntil = 0;
  /** Grows with every reset; a read that began before the last one proves nothing. */
  private generation = 0;
  private readonly now: () => number;

  constructor(private readonly options: SnapshotCacheOptions<S>) {
    this.now = options.now ?? (() => performance.now());
    options.feed.subscribe(this);
  }

  /** The snapshot under a key if it is known to hold now; null when `get` has to find out. */
  peek(key: string): S | null {
    const held = this.held.get(key);
    return held && this.options.feed.isCurrent() ? held.snapshot : null;
  }

  /**
   * The snapshot under a key, or null when there is none.
   * @throws UnavailableError when it is not known here and the database can't be asked.
   */
  async get(key: string): Promise<S | null> {
    const held = this.held.get(key);
    const isCurrent = this.options.feed.isCurrent();
    if (held && isCurrent) return held.snapshot;
    if (!held && this.unknown.has(key)) return null;
    if (held && this.now() < this.awayUntil) return this.goOn(held, new UnavailableError());
    try {
      return await (isCurrent ? this.read(key) : this.confirm(key));
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      // Not what was held before: it may have been voided meanwhile.
      const stillHeld = this.held.get(key);
      if (!stillHeld) throw error;
      return this.goOn(stillHeld, error);
    }
  }

  changed(change: Change): void {
    const subject = nameOf(change);
    if ((this.newestVersions.get(subject) ?? -1) >= change.version) return;
    this.newestVersions.set(subject, change.version);
    for (const key of [...(this.keysBySubject.get(subject) ?? [])]) {
      const held = this.held.get(key);
      if (held && this.isStale(held.snapshot)) this.held.delete(key);
    }
  }

  reset(): void {
    this.generation += 1;
    this.held.clear();
    this.unknown.clear();
    this.loading.clear();
  }

  /** The database is away: what was confirmed recently enough still holds. */
  private goOn(held: Held<S>, error: UnavailableError): S {
    const confirmedAt = Math.max(held.readAt, this.options.feed.lastContactAt());
    if (this.now() - confirmedAt > this.options.maxAgeMs) throw error;
    return held.snapshot;
  }

  private read(key: string): Promise<S | null> {
    const running = this.loading.get(key);
    if (running) return running;
    const reading = this.readFresh(key).finally(() => {
      if (this.loading.get(key) === reading) this.loading.delete(key);
    });
    this.loading.set(key, reading);
    return reading;
  }

  /**
   * A read that begins from now on: nobody would tell us of a change that overtook one under way.
   * @throws UnavailableError
   */
  confirm(key: string): Promise<S | null> {
    const running = this.loading.get(key);
    if (!running) return this.read(key);
    const waiting = this.confirming.get(key);
    if (waiting) return waiting;
    const next = (): Promise<S | null> => {
      this.confirming.delete(key);
      return this.read(key);
    };
    const confirming = running.then(next, next);
    this.confirming.set(key, confirming);
    return confirming;
  }

  private async readFresh(key: string): Promise<S | null> {
    for (let attempt = 0; attempt < MOST_RELOADS; attempt++) {
      const readAt = this.now();
      const generation = this.generation;
      const snapshot = await this.load(key);
      if (generation !== this.generation || (snapshot && this.isStale(snapshot))) continue;
      if (snapshot) this.hold(key, Object.freeze(snapshot), readAt);
      else this.forget(key);
      return snapshot;
    }
    throw new UnavailableError();
  }

  private async load(key: string): Promise<S | null> {
    try {
      const snapshot = await this.options.load(key);
      this.awayUntil = 0;
      return snapshot;
    } catch (error) {
      if (error instanceof UnavailableError) this.awayUntil = this.now() + AWAY_MS;
      throw error;
    }
  }

  private hold(key: string, snapshot: S, readAt: number): void {
    this.held.set(key, { snapshot, readAt });
    for (const subject of snapshot.subjects) {
      const name = nameOf(subject);
      const keys = this.keysBySubject.get(name) ?? new Set();
      this.keysBySubject.set(name, keys.add(key));
    }
  }

  private forget(key: string): void {
    this.held.delete(key);
    this.unknown.set(key, true);
  }

  private unlink(key: string, snapshot: S): void {
    for (const subject of snapshot.subjects) {
      const keys = this.keysBySubject.get(nameOf(subject));
      keys?.delete(key);
      if (keys?.size === 0) this.keysBySubject.delete(nameOf(subject));
    }
  }

  private isStale(snapshot: S): boolean {
    return snapshot.subjects.some((subject) => subject.version < (this.newestVersions.get(nameOf(subject)) ?? -1));
  }
}

function nameOf(subject: Subject): string {
  return `${subject.kind}:${subject.id}`;
}
