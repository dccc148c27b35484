import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { CHANGE_CHANNEL, ChangeFeed, type Change } from '../../src/database/change-feed.js';
import { type DatabaseProxy, startDatabaseProxy } from '../support/database-proxy.js';
import { eventually } from '../support/eventually.js';
import { type ClonedDatabase, cloneDatabase } from '../support/template-database.js';

const CHANGE: Change = { kind: 'api-key', id: 'k', version: 7 };

describe('the change feed', () => {
  let database: ClonedDatabase;
  let proxy: DatabaseProxy;
  let feed: ChangeFeed;
  let now: number;
  let heard: (Change | 'reset')[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await cloneDatabase();
    proxy = await startDatabaseProxy(database.url);
  });

  beforeEach(async () => {
    await proxy.mend();
    now = 1_000_000;
    heard = [];
    feed = new ChangeFeed(proxy.url, () => now);
    feed.subscribe({ changed: (change) => heard.push(change), reset: () => heard.push('reset') });
  });

  afterEach(() => feed.stop());

  afterAll(async () => {
    await proxy.cut();
    await database.drop();
  });

  /** As another process would, once its transaction commits. */
  async function notify(payload: string): Promise<void> {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, payload]);
    await other.end();
  }

  it('is not current before it listens', () => {
    expect([feed.isCurrent(), feed.lastContactAt()]).toEqual([false, 0]);
  });

  it('tells what another process changed', async () => {
    await feed.start();
    await notify(JSON.stringify(CHANGE));
    await eventually(() => expect(heard).toEqual(['reset', CHANGE]));
  });

  it('tells what this process changed without a way round', () => {
    feed.dispatch(CHANGE);
    expect(heard).toEqual([CHANGE]);
  });

  it('is not current after two seconds of silence, and is again with the next heartbeat', async () => {
    await feed.start();
    expect([feed.isCurrent(), feed.lastContactAt()]).toEqual([true, now]);
    now += 2_000;
    expect(feed.isCurrent()).toBe(false);
    await eventually(() => expect(feed.isCurrent()).toBe(true));
    expect(feed.lastContactAt()).toBe(now);
  });

  it('is not current once the connection is lost, and starts anew when it is back', async () => {
    await feed.start();
    await proxy.cut();
    await eventually(() => expect(feed.isCurrent()).toBe(false));
    await proxy.mend();
    await eventually(() => expect(feed.isCurrent()).toBe(true));
    expect(heard).toEqual(['reset', 'reset']);
    await notify(JSON.stringify(CHANGE));
    await eventually(() => expect(heard).toEqual(['reset', 'reset', CHANGE]));
  });

  it('starts though the database is away, and listens as soon as it is there', async () => {
    await proxy.cut();
    await feed.start();
    expect(feed.isCurrent()).toBe(false);
    await proxy.mend();
    await eventually(() => expect(heard).toEqual(['reset']));
    expect(feed.isCurrent()).toBe(true);
  });

  it('does not take an answer that was long on its way for a new one', async () => {
    await feed.start();
    const askedAt = now;
    proxy.hold();
    await eventually(() => expect(proxy.held()).toBeGreaterThan(0));
    now += 3_000;
    await notify(JSON.stringify(CHANGE));
    proxy.release();
    await eventually(() => expect(heard).toEqual(['reset', CHANGE]));
    expect([feed.isCurrent(), feed.lastContactAt()]).toEqual([false, askedAt]);
    await eventually(() => expect(feed.isCurrent()).toBe(true));
  });

  it('gives up a connection that is silent though nobody closed it, and starts anew', async () => {
    await feed.start();
    proxy.hold();
    await eventually(() => expect(heard).toEqual(['reset', 'reset']));
    await notify(JSON.stringify(CHANGE));
    await eventually(() => expect(heard).toEqual(['reset', 'reset', CHANGE]));
    expect(feed.isCurrent()).toBe(true);
  });

  it('stops though the other side does not say goodbye', async () => {
    await feed.start();
    proxy.hold();
    await feed.stop();
    expect(feed.isCurrent()).toBe(false);
  });

  it.each(['', 'not JSON', 'null', '[]', '{"version":"7"}', '{"version":7}', '{"kind":"user","id":7,"version":7}'])(
    'starts anew when it hears %j',
    async (payload) => {
      await feed.start();
      await notify(payload);
      await notify(JSON.stringify(CHANGE));
      await eventually(() => expect(heard).toEqual(['reset', 'reset', CHANGE]));
    },
  );

  it('is not current once it was stopped', async () => {
    await feed.start();
    await feed.stop();
    expect(feed.isCurrent()).toBe(false);
  });
});
