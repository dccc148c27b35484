import { UnavailableError } from '../kernel/app-error.js';
import type { Change, ChangeFeed } from './change-feed.js';
import { SnapshotCache, type Snapshot } from './snapshot-cache.js';

interface Thing extends Snapshot {
  value: string;
}

const MAX_AGE_MS = 60_000;

/** A row as the database has it, a feed and a clock that the test moves. */
class World {
  now = 1_000_000;
  isFeedCurrent = true;
  lastContact = 1_000_000;
  row: { value: string; version: number } | null = { value: 'first', version: 1 };
  isDatabaseAway = false;
  reads = 0;
  /** Runs after a row was read and before the cache gets it. */
  meanwhile: () => void = () => undefined;

  readonly cache: SnapshotCache<Thing>;

  constructor() {
    const feed = {
      subscribe: () => undefined,
      isCurrent: () => this.isFeedCurrent,
      lastContactAt: () => this.lastContact,
    };
    this.cache = new SnapshotCache<Thing>({
      feed: feed as unknown as ChangeFeed,
      load: () => this.read(),
      maxAgeMs: MAX_AGE_MS,
      now: () => this.now,
    });
  }

  change(version: number): void {
    this.cache.changed(changeOf(version));
  }

  async value(): Promise<string | null> {
    return (await this.cache.get('key'))?.value ?? null;
  }

  private async read(): Promise<Thing | null> {
    this.reads += 1;
    const { row } = this;
    await Promise.resolve();
    this.meanwhile();
    if (this.isDatabaseAway) throw new UnavailableError();
    return row && { value: row.value, subjects: [changeOf(row.version)] };
  }
}

function changeOf(version: number): Change {
  return { kind: 'api-key', id: 'k', version };
}

describe('SnapshotCache', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('reads once, and answers from memory from then on', async () => {
    expect([await world.value(), await world.value(), world.reads]).toEqual(['first', 'first', 1]);
  });

  it('makes one read of many that ask at the same time', async () => {
    await Promise.all([world.value(), world.value(), world.value()]);
    expect(world.reads).toBe(1);
  });

  it('reads again after a change', async () => {
    await world.value();
    world.row = { value: 'second', version: 2 };
    world.change(2);
    expect(await world.value()).toBe('second');
  });

  it('keeps a snapshot that is as new as the change', async () => {
    world.row = { value: 'second', version: 2 };
    await world.value();
    world.change(2);
    expect([await world.value(), world.reads]).toEqual(['second', 1]);
  });

  it('throws away a read that a change overtook, and does it again', async () => {
    world.meanwhile = () => {
      world.meanwhile = () => undefined;
      world.row = { value: 'second', version: 2 };
      world.change(2);
    };
    expect([await world.value(), world.reads]).toEqual(['second', 2]);
  });

  it('throws away a read that a reset overtook, and does it again', async () => {
    world.meanwhile = () => {
      world.meanwhile = () => undefined;
      world.row = { value: 'second', version: 1 };
      world.cache.reset();
    };
    expect([await world.value(), world.reads]).toEqual(['second', 2]);
  });

  it('lets a removed thing go for good, though its row is still seen for a moment', async () => {
    await world.value();
    world.change(Number.MAX_SAFE_INTEGER);
    await expect(world.cache.get('key')).rejects.toBeInstanceOf(UnavailableError);
    world.row = null;
    expect(await world.value()).toBeNull();
  });

  it('remembers briefly what there is not', async () => {
    world.row = null;
    expect([await world.value(), await world.value(), world.reads]).toEqual([null, null, 1]);
  });

  it('forgets everything at a reset', async () => {
    await world.value();
    world.row = { value: 'second', version: 1 };
    world.cache.reset();
    expect(await world.value()).toBe('second');
  });

  describe('while the feed is silent', () => {
    beforeEach(async () => {
      await world.value();
      world.isFeedCurrent = false;
    });

    it('confirms what it holds before use', async () => {
      world.row = { value: 'second', version: 1 };
      expect([await world.value(), world.reads]).toEqual(['second', 2]);
    });

    it('goes on with what it knows when the database is away too, asking only once a second', async () => {
      world.isDatabaseAway = true;
      expect([await world.value(), await world.value(), world.reads]).toEqual(['first', 'first', 2]);
      world.now += 1_001;
      expect([await world.value(), world.reads]).toEqual(['first', 3]);
    });

    it('stops when that has lasted too long', async () => {
      world.isDatabaseAway = true;
      world.now += MAX_AGE_MS + 1;
      await expect(world.cache.get('key')).rejects.toBeInstanceOf(UnavailableError);
    });

    it('counts from the last contact with the database', async () => {
      world.isDatabaseAway = true;
      world.lastContact = world.now + MAX_AGE_MS;
      world.now += MAX_AGE_MS + 1;
      expect(await world.value()).toBe('first');
    });

    it('does not go on with what a change voided while the database was asked', async () => {
      world.isDatabaseAway = true;
      world.meanwhile = () => world.change(2);
      await expect(world.cache.get('key')).rejects.toBeInstanceOf(UnavailableError);
    });

    it('does not go on with what a reset dropped while the database was asked', async () => {
      world.isDatabaseAway = true;
      world.meanwhile = () => world.cache.reset();
      await expect(world.cache.get('key')).rejects.toBeInstanceOf(UnavailableError);
    });

    it('does not go on with an older version because the newer one can’t be read', async () => {
      world.meanwhile = () => world.change(2);
      await expect(world.cache.get('key')).rejects.toBeInstanceOf(UnavailableError);
    });

    it('does not take a read that began before it was asked for a confirmation', async () => {
      let second: Promise<string | null> = Promise.resolve(null);
      world.meanwhile = () => {
        world.meanwhile = () => undefined;
        world.row = { value: 'second', version: 2 };
        second = world.value();
      };
      expect([await world.value(), await second, world.reads]).toEqual(['first', 'second', 3]);
    });

    it('makes one more read for all that ask during another', async () => {
      const others: Promise<string | null>[] = [];
      world.meanwhile = () => {
        world.meanwhile = () => undefined;
        others.push(world.value(), world.value(), world.value());
      };
      await world.value();
      expect([await Promise.all(others), world.reads]).toEqual([['first', 'first', 'first'], 3]);
    });

    it('can’t judge what it does not know', async () => {
      world.isDatabaseAway = true;
      await expect(world.cache.get('another')).rejects.toBeInstanceOf(UnavailableError);
    });
  });
});
